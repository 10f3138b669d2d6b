package io.carillon.webhook.twilio;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.carillon.kit.problem.Problems;
import io.carillon.kit.request.RequestContext;
import io.carillon.webhook.intake.Answer;
import io.carillon.webhook.twilio.TwilioGate.Kind;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Twilio's voice callbacks that are answered from memory (R-WEB-01, R-WEB-02), as routes of the event loop: nearly all of
 * the traffic, and spared the way through JAX-RS (ADR 0025).
 */
@ApplicationScoped
class VoiceRoutes {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";

    private final TwilioGate gate;
    private final Problems problems;
    private final Kind incoming;
    private final Kind status = informational("voice.status");
    private final Kind recording = informational("voice.recording");
    private final Kind events = informational("voice.events");

    VoiceRoutes(TwilioGate gate, TwimlAnswers twiml, Problems problems) {
        this.gate = gate;
        this.problems = problems;
        this.incoming = Kind.known(
                "voice.incoming",
                callback -> twiml.greeting(callback.clinic()),
                callback -> twiml.callAgain(callback.clinic()));
    }

    void register(@Observes Router router) {
        // Twilio can be told to use GET, whose parameters stand in the query.
        route(
                router,
                "/api/voice/incoming",
                "GET, POST",
                exchange -> exchange.request().method().equals(GET)
                        ? gate.formAnswer(exchange, null, incoming)
                        : form(exchange, incoming));
        route(router, "/api/voice/status", "POST", exchange -> form(exchange, status));
        route(router, "/api/voice/recording", "POST", exchange -> form(exchange, recording));
        route(
                router,
                "/api/voice/events",
                "POST",
                exchange -> isA(JSON, exchange)
                        ? gate.jsonAnswer(exchange, body(exchange), events)
                        : form(exchange, events));
    }

    /** One way of answering a request; null when its content type is not taken here. */
    @FunctionalInterface
    private interface Way {
        @Nullable
        CompletionStage<Answer> answer(RoutingContext exchange);
    }

    private void route(Router router, String path, String methods, Way way) {
        router.route(path).handler(exchange -> {
            RequestContext.matched(exchange, path);
            var method = exchange.request().method();
            if (!method.equals(POST) && !(method.equals(GET) && methods.startsWith("GET"))) {
                problems.answer(exchange, Problems.ofStatus(405).withHeader("Allow", methods));
                return;
            }
            try {
                answer(exchange, way.answer(exchange));
            } catch (RuntimeException e) {
                problems.answer(exchange, e);
            }
        });
    }

    private void answer(RoutingContext exchange, @Nullable CompletionStage<Answer> answering) {
        if (answering == null) {
            problems.answer(exchange, Problems.ofStatus(415));
            return;
        }
        var unused = answering.whenComplete((answer, failure) -> {
            if (failure == null) {
                write(exchange, answer);
            } else {
                problems.answer(exchange, failure);
            }
        });
    }

    private @Nullable CompletionStage<Answer> form(RoutingContext exchange, Kind kind) {
        return isA(FORM, exchange) ? gate.formAnswer(exchange, body(exchange), kind) : null;
    }

    private static byte @Nullable [] body(RoutingContext exchange) {
        var body = exchange.body().buffer();
        return body == null ? null : body.getBytes();
    }

    /** Without a content type it is what is expected here, as with JAX-RS. */
    private static boolean isA(String expected, RoutingContext exchange) {
        var type = exchange.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return type == null
                ? expected.equals(FORM)
                : type.regionMatches(true, 0, expected, 0, expected.length())
                        && (type.length() == expected.length() || "; ".indexOf(type.charAt(expected.length())) >= 0);
    }

    private static void write(RoutingContext exchange, Answer answer) {
        var response = exchange.response();
        if (response.closed()) {
            return;
        }
        response.setStatusCode(answer.status());
        if (answer.contentType().isEmpty()) {
            response.end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType()).end(Buffer.buffer(answer.body()));
        }
    }

    /** Recorded and thanked for; what it leads to is done by whoever reads the event. */
    private static Kind informational(String name) {
        return Kind.known(name, callback -> Answer.noContent(), callback -> Answer.unavailable());
    }
}
