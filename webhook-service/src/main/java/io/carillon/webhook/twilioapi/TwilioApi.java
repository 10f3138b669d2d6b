package io.carillon.webhook.twilioapi;

import io.carillon.kit.config.Deployment;
import io.carillon.kit.metrics.Metrics;
import io.carillon.kit.outside.Circuit;
import io.carillon.kit.outside.OutsideHttp;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks Twilio's REST API, each time behind the same time-outs, breaker and bulkhead, each counted by outcome
 * ({@code twilio.calls}). Never repeats a request by itself. Blocks: call it on a virtual thread.
 */
@ApplicationScoped
public class TwilioApi {

    private final TwilioApiSettings settings;
    private final ApiAccount account;
    private final OutsideHttp twilio;
    private final Metrics metrics;

    /** @throws IllegalArgumentException for an account in production without a token of its own */
    TwilioApi(
            TwilioApiSettings settings,
            Deployment deployment,
            @Identifier(TwilioCircuit.SERVICE) Circuit circuit,
            Metrics metrics) {
        this.settings = settings;
        this.account = new ApiAccount(settings.accountSid(), settings.authToken(), deployment.production());
        this.twilio = new OutsideHttp(circuit, settings.connect());
        this.metrics = metrics;
    }

    /** Empty where Twilio is not asked anything. */
    public Optional<String> sid() {
        return account.sid();
    }

    /** The longest that one question takes. */
    public Duration longest() {
        return settings.connect().plus(settings.answer());
    }

    /** Questions that are under way at once, at most. */
    public int parallel() {
        return settings.parallel();
    }

    /** Where the account's resources are, from the root of the API. */
    public String accountPath() {
        return "/2010-04-01/Accounts/" + account.sid().orElseThrow();
    }

    /** @param path below the account, for example {@code /Messages.json?PageSize=1} */
    public HttpRequest get(String path) {
        return request(path).GET().build();
    }

    /** @param fields of the form, by Twilio's names */
    public HttpRequest post(String path, Map<String, String> fields) {
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(fields)))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        var base = settings.url().toString();
        var root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return HttpRequest.newBuilder(URI.create(root + accountPath() + path))
                .timeout(settings.answer())
                .header("Authorization", account.authorization());
    }

    /** @param operation by which the metric knows it, one of few */
    public <T> T ask(String operation, HttpRequest request, Reading<T> reading) {
        var result = twilio.ask(
                reading.type(),
                request,
                BodyHandlers.ofString(),
                response -> reading.answered(
                        response.statusCode(),
                        response.body(),
                        response.headers().firstValue("Retry-After").orElse(null)),
                reading::unanswered,
                reading::isOutage);
        metrics.count("twilio.calls", Map.of("operation", operation, "outcome", reading.outcome(result)));
        return result;
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** As it may stand in a path or a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
