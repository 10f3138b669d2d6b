package io.carillon.webhook.sms;

import io.carillon.kit.metrics.Metrics;
import io.carillon.kit.outside.Circuit;
import io.carillon.kit.outside.Circuit.Unanswered;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Twilio's Message resource: create, fetch, list, each behind the same time-outs, breaker and bulkhead, each counted by
 * outcome. Never repeats a request by itself. Blocks: call it on a virtual thread.
 */
@ApplicationScoped
class TwilioMessages {

    /** Messages of one number that are looked through; a patient of a clinic gets a handful in a day. */
    private static final int PAGE_SIZE = 100;

    private final SmsSettings settings;
    private final SmsAccount account;
    private final Circuit twilio;
    private final AnswerReader reader;
    private final Metrics metrics;
    private final Clock clock;
    private final HttpClient http;

    TwilioMessages(
            SmsSettings settings,
            SmsAccount account,
            @Identifier(TwilioCircuit.SERVICE) Circuit twilio,
            Metrics metrics,
            Clock clock) {
        this.settings = settings;
        this.account = account;
        this.twilio = twilio;
        this.reader = new AnswerReader(settings.longestRetryAfter());
        this.metrics = metrics;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connect())
                .build();
    }

    /**
     * A message as Twilio is to send it.
     *
     * @param body null where {@code template} says it
     * @param template Content SID; null for none
     * @param variables JSON of the template's places
     * @param validSeconds 1 to 36,000; Twilio drops a message that waited for longer
     */
    record Outgoing(
            String to,
            String from,
            @Nullable String body,
            @Nullable String template,
            String variables,
            long validSeconds,
            String statusCallback) {}

    Answer create(Outgoing message) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("To", message.to());
        fields.put("From", message.from());
        // With a messaging service Twilio keeps to this sender where it is in the pool.
        messagingService().ifPresent(sid -> fields.put("MessagingServiceSid", sid));
        if (message.template() != null) {
            fields.put("ContentSid", message.template());
            fields.put("ContentVariables", message.variables());
        } else {
            fields.put("Body", String.valueOf(message.body()));
        }
        fields.put("ValidityPeriod", Long.toString(message.validSeconds()));
        fields.put("StatusCallback", message.statusCallback());
        var request = request("/Messages.json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(fields)))
                .build();
        var answer = twilio.call(
                Answer.class,
                () -> exchange(request, this::sent, TwilioMessages::notSent),
                TwilioMessages::isOutage,
                unanswered -> unanswered == Unanswered.TIMEOUT
                        ? new Answer.Unclear(Why.TIMEOUT)
                        : Answer.NotTaken.because(Why.BREAKER_OPEN));
        count("create", outcome(answer));
        return answer;
    }

    /** The message of this id, if Twilio has it. */
    Seen find(String sid) {
        return seen("find", request("/Messages/" + encoded(sid) + ".json").GET().build());
    }

    /**
     * Newest messages to one address. Not by {@code DateSent}: a message that still waits at Twilio has none, and would
     * look like one that Twilio does not have.
     */
    Seen to(String to, String from) {
        var query = "?To=%s&PageSize=%d".formatted(encoded(to), PAGE_SIZE);
        // A messaging service may have sent from another number of its pool.
        var narrowed = messagingService().isPresent() ? query : query + "&From=" + encoded(from);
        return seen("list", request("/Messages.json" + narrowed).GET().build());
    }

    private Optional<String> messagingService() {
        return settings.messagingServiceSid().filter(sid -> !sid.isBlank());
    }

    private Seen seen(String operation, HttpRequest request) {
        var seen = twilio.call(
                Seen.class,
                () -> exchange(request, this::read, why -> new Seen.NotAsked(why, Optional.empty())),
                answer -> answer instanceof Seen.NotAsked(Why why, var _) && why != Why.RATE_LIMITED,
                unanswered -> new Seen.NotAsked(
                        unanswered == Unanswered.TIMEOUT ? Why.TIMEOUT : Why.BREAKER_OPEN, Optional.empty()));
        count(operation, seen instanceof Seen.NotAsked(Why why, var _) ? why.word() : "done");
        return seen;
    }

    private HttpRequest.Builder request(String path) {
        var base = settings.url().toString();
        var root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return HttpRequest.newBuilder(URI.create(
                        root + "/2010-04-01/Accounts/" + account.sid().orElseThrow() + path))
                .timeout(settings.answer())
                .header("Authorization", account.authorization());
    }

    private <T> T exchange(HttpRequest request, Function<HttpResponse<String>, T> read, Function<Why, T> failed) {
        try {
            return read.apply(http.send(request, BodyHandlers.ofString()));
        } catch (HttpConnectTimeoutException | ConnectException e) {
            return failed.apply(Why.UNREACHABLE);
        } catch (HttpTimeoutException e) {
            return failed.apply(Why.TIMEOUT);
        } catch (IOException e) {
            return failed.apply(
                    e.getCause() instanceof UnresolvedAddressException ? Why.UNREACHABLE : Why.CONNECTION_LOST);
        } catch (InterruptedException e) {
            // By the guard's time limit, or by the end of the service.
            Thread.currentThread().interrupt();
            return failed.apply(Why.TIMEOUT);
        }
    }

    private Answer sent(HttpResponse<String> response) {
        return reader.sent(response.statusCode(), response.body(), retryAfter(response), clock.instant());
    }

    private Seen read(HttpResponse<String> response) {
        return reader.seen(response.statusCode(), response.body(), retryAfter(response), clock.instant());
    }

    private static @Nullable String retryAfter(HttpResponse<String> response) {
        return response.headers().firstValue("Retry-After").orElse(null);
    }

    private static Answer notSent(Why why) {
        return why == Why.UNREACHABLE ? Answer.NotTaken.because(why) : new Answer.Unclear(why);
    }

    private static boolean isOutage(Answer answer) {
        return switch (answer) {
            case Answer.NotTaken _, Answer.Unclear _ -> true;
            case Answer.Accepted _, Answer.Refused _ -> false;
        };
    }

    private static String outcome(Answer answer) {
        return switch (answer) {
            case Answer.Accepted _ -> "accepted";
            case Answer.Refused _ -> "refused";
            case Answer.NotTaken(Why why, var _) -> why.word();
            case Answer.Unclear(Why why) -> why.word();
        };
    }

    private void count(String operation, String outcome) {
        metrics.count("twilio.calls", Map.of("operation", operation, "outcome", outcome.toLowerCase(Locale.ROOT)));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
