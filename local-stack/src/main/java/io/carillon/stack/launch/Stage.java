package io.carillon.stack.launch;

import io.carillon.stack.standin.TwilioSignature;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the demo's steps have at hand: the front door, the switches, the screen. */
final class Stage {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final int SHOWN = 220;

    private final Installation installation;
    private final Progress progress;
    private final Clock clock;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Stage(Installation installation, Progress progress, Clock clock) {
        this.installation = installation;
        this.progress = progress;
        this.clock = clock;
    }

    Installation installation() {
        return installation;
    }

    ControlClient control() {
        return new ControlClient(installation);
    }

    Clock clock() {
        return clock;
    }

    void title(int number, String title) {
        progress.say("");
        progress.done("%d. %s".formatted(number, title));
    }

    void tell(String line) {
        progress.say("          " + line);
    }

    /** Says what was seen, or ends the demo where it was not. */
    void see(boolean seen, String what) {
        if (!seen) {
            throw new StepFailed("not seen: " + what);
        }
        tell("✓ " + what);
    }

    /** Looks until {@code look} finds something. */
    <T> T await(String what, Duration limit, Supplier<Optional<T>> look) {
        var deadline = clock.instant().plus(limit);
        var never = new CountDownLatch(1);
        try {
            for (var found = look.get(); ; found = look.get()) {
                if (found.isPresent()) {
                    return found.get();
                }
                if (clock.instant().isAfter(deadline)) {
                    throw new StepFailed("not seen within %d s: %s".formatted(limit.toSeconds(), what));
                }
                never.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailed("interrupted while waiting for: " + what);
        }
    }

    /** Posts a form, signed as Twilio signs. */
    HttpResponse<String> twilio(String target, Map<String, String> form) {
        var url = installation.frontDoor() + target;
        tell("$ curl -X POST %s (signed) %s".formatted(target, form));
        var body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return show(send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", TwilioSignature.of(url, form))
                .POST(BodyPublishers.ofString(body))));
    }

    HttpResponse<String> get(String target) {
        tell("$ curl " + target);
        return show(look(target));
    }

    /** As {@link #get}, unseen: for looking again and again. */
    HttpResponse<String> look(String target) {
        return send(HttpRequest.newBuilder(URI.create(installation.frontDoor() + target))
                .header("X-API-Key", "dev-viewer-key"));
    }

    HttpResponse<String> post(String target, Map<String, String> headers, JsonObject body) {
        tell("$ curl -X POST %s -d '%s'".formatted(target, body.encode()));
        return show(send(postRequest(target, headers, body)));
    }

    /** All at once; the answers' status codes. */
    List<Integer> postAll(String target, List<JsonObject> bodies) {
        tell("$ curl -X POST %s, %d at once, for example -d '%s'"
                .formatted(target, bodies.size(), bodies.getFirst().encode()));
        var answers = bodies.stream()
                .map(body -> http.sendAsync(
                        postRequest(target, Map.of(), body)
                                .timeout(ANSWER_LIMIT)
                                .build(),
                        BodyHandlers.discarding()))
                .toList();
        return answers.stream()
                .map(CompletableFuture::join)
                .map(HttpResponse::statusCode)
                .toList();
    }

    private HttpRequest.Builder postRequest(String target, Map<String, String> headers, JsonObject body) {
        var request = HttpRequest.newBuilder(URI.create(installation.frontDoor() + target))
                .header("Content-Type", "application/json")
                .header("X-API-Key", "dev-operator-key")
                .POST(BodyPublishers.ofString(body.encode()));
        headers.forEach(request::header);
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(ANSWER_LIMIT).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new StepFailed("no answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailed("interrupted");
        }
    }

    private HttpResponse<String> show(HttpResponse<String> answer) {
        var type = answer.headers().firstValue("Content-Type").orElse("");
        var body = type.startsWith("audio/")
                ? answer.body().length() + " characters of " + type
                : answer.body().replaceAll("\\s+", " ").strip();
        tell("< %d %s".formatted(answer.statusCode(), body.length() > SHOWN ? body.substring(0, SHOWN) + " …" : body));
        return answer;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
