package io.carillon.stack.standin;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells a message's {@code StatusCallback} what became of it, signed as Twilio signs. Tried once, as Twilio does. */
final class TwilioCallbacks {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    void tell(String url, JsonObject message) {
        var parameters = parameters(message);
        var body = parameters.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(LIMIT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", TwilioSignature.of(url, parameters))
                .POST(BodyPublishers.ofString(body))
                .build();
        var _ = http.sendAsync(request, BodyHandlers.discarding()).whenComplete((answer, failure) -> {
            if (failure != null) {
                Answers.logFailure(failure);
            }
        });
    }

    private static Map<String, String> parameters(JsonObject message) {
        var parameters = new TreeMap<>(Map.of(
                "MessageSid", message.getString("sid"),
                "SmsSid", message.getString("sid"),
                "MessageStatus", message.getString("status"),
                "SmsStatus", message.getString("status"),
                "AccountSid", message.getString("account_sid"),
                "ApiVersion", "2010-04-01",
                "To", message.getString("to"),
                "From", Optional.ofNullable(message.getString("from")).orElse("")));
        Optional.ofNullable(message.getInteger("error_code"))
                .ifPresent(code -> parameters.put("ErrorCode", code.toString()));
        return parameters;
    }
}
