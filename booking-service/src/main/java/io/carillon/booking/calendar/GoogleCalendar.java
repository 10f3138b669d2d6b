package io.carillon.booking.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.kit.metrics.Metrics;
import io.carillon.kit.outside.Circuit;
import io.carillon.kit.outside.OutsideHttp;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The few calls to Google that a sync needs: Calendar API v3 events and the OAuth token endpoint, each behind the same
 * time-outs, breaker and bulkhead, each counted by outcome. Blocks: call it on a virtual thread.
 */
@ApplicationScoped
class GoogleCalendar {

    static final String CALLS = "calendar.calls";

    private static final String JSON = "application/json";
    private static final Pattern OAUTH_WORD = Pattern.compile("[a-z_]{1,40}");
    private static final Logger LOG = Logger.getLogger(GoogleCalendar.class);

    private final CalendarSettings settings;
    private final OutsideHttp google;
    private final AnswerReader reader;
    private final Metrics metrics;
    private final Clock clock;

    GoogleCalendar(
            CalendarSettings settings,
            @Identifier(GoogleCircuit.SERVICE) Circuit circuit,
            Metrics metrics,
            Clock clock) {
        this.settings = settings;
        this.google = new OutsideHttp(circuit, settings.connect());
        this.reader = new AnswerReader(settings.longestRetryAfter());
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Events: insert, with the id that {@code event} names. */
    Answer insert(String token, String calendar, ObjectNode event) {
        return call(
                "insert",
                authorized(token, events(calendar))
                        .header("Content-Type", JSON)
                        .POST(BodyPublishers.ofString(event.toString())),
                this::read);
    }

    /** Events: patch. Brings a deleted event back when {@code event} says that it is confirmed. */
    Answer patch(String token, String calendar, String id, ObjectNode event) {
        return call(
                "patch",
                authorized(token, event(calendar, id))
                        .header("Content-Type", JSON)
                        .method("PATCH", BodyPublishers.ofString(event.toString())),
                this::read);
    }

    /** Events: delete. */
    Answer delete(String token, String calendar, String id) {
        return call("delete", authorized(token, event(calendar, id)).DELETE(), this::read);
    }

    /**
     * A new access token: {@code access_token} with {@code expires_in} seconds. Whatever the endpoint refuses is {@link
     * Problem#CREDENTIAL_INVALID}: {@code invalid_grant} when the clinic took its consent back, {@code invalid_client}
     * when we are not who we say.
     */
    Answer refresh(GoogleAccount.Client client, String refreshToken) {
        var form = form(Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                client.id(),
                "client_secret",
                client.secret(),
                "refresh_token",
                refreshToken));
        var request = HttpRequest.newBuilder(URI.create(base(settings.oauthUrl()) + "/token"))
                .timeout(settings.answer())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        return call("token", request, this::tokenAnswer);
    }

    private Answer tokenAnswer(HttpResponse<String> response) {
        return switch (read(response)) {
            case Answer.Done(JsonNode body)
            when !body.path("access_token").isTextual() -> Answer.Failed.because(Problem.GARBAGE);
            case Answer.Done done -> done;
            case Answer.Failed(Problem problem, var wait)
            when problem.kind() == Problem.Kind.OUTAGE || problem == Problem.QUOTA -> new Answer.Failed(problem, wait);
            case Answer refused -> {
                LOG.warnf("Google refused to renew a token: %s", oauthWord(response.body()));
                yield Answer.Failed.because(Problem.CREDENTIAL_INVALID);
            }
        };
    }

    /** Their word, never their text. */
    private String oauthWord(String body) {
        var word = reader.oauthError(body);
        return OAUTH_WORD.matcher(word).matches() ? word : "no reason given";
    }

    private HttpRequest.Builder authorized(String token, URI address) {
        return HttpRequest.newBuilder(address).timeout(settings.answer()).header("Authorization", "Bearer " + token);
    }

    private Answer call(String operation, HttpRequest.Builder request, Function<HttpResponse<String>, Answer> meaning) {
        var answer = google.ask(
                Answer.class,
                request.build(),
                BodyHandlers.ofString(),
                meaning,
                none -> Answer.Failed.because(
                        switch (none) {
                            case NOT_ASKED -> Problem.BREAKER_OPEN;
                            case TIMEOUT -> Problem.TIMEOUT;
                            case UNREACHABLE, CONNECTION_LOST -> Problem.UNREACHABLE;
                        }),
                GoogleCalendar::isOutage);
        metrics.count(CALLS, Map.of("operation", operation, "outcome", outcome(answer)));
        return answer;
    }

    private static boolean isOutage(Answer answer) {
        return answer instanceof Answer.Failed failed && failed.problem().kind() == Problem.Kind.OUTAGE;
    }

    private Answer read(HttpResponse<String> response) {
        var retryAfter = response.headers().firstValue("Retry-After").orElse(null);
        return reader.read(response.statusCode(), response.body(), retryAfter, clock.instant());
    }

    private static String outcome(Answer answer) {
        return switch (answer) {
            case Answer.Done _ -> "done";
            case Answer.Exists _ -> "exists";
            case Answer.Missing _ -> "missing";
            case Answer.TokenRefused _ -> "token_refused";
            case Answer.Failed failed -> failed.problem().word();
        };
    }

    private URI events(String calendar) {
        return URI.create(base(settings.url()) + "/calendar/v3/calendars/" + segment(calendar) + "/events");
    }

    private URI event(String calendar, String id) {
        return URI.create(events(calendar) + "/" + id);
    }

    private static String base(URI url) {
        var text = url.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** A calendar id is an address most often; whatever it holds, it stays one segment of the path. */
    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
