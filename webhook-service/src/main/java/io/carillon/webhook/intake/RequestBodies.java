package io.carillon.webhook.intake;

import io.carillon.kit.problem.ProblemException;
import io.carillon.kit.problem.Problems;
import io.carillon.kit.request.RequestContext;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Reads every body before anything else looks at the request: whole, within a size and a time, on the event loop
 * (R-SEC-15). Quarkus's own limit answers without a problem and closes while the client still sends, which a proxy often
 * sees as a reset and not as an answer; and what it has begun to read it hands to a worker thread, which a slow sender
 * could hold for as long as it likes. HTTP/1.1 only: of an HTTP/2 request Quarkus REST cannot be handed what has ended.
 */
@ApplicationScoped
public class RequestBodies {

    /** After the request's trail, which must see refusals too; before everything else. */
    private static final int SECOND = 900;

    private static final String KEY = RequestBodies.class.getName();

    private final Vertx vertx;
    private final Problems problems;
    private final BodyReading.Limits limits;

    RequestBodies(
            Vertx vertx,
            Problems problems,
            IntakeSettings settings,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest) {
        this.vertx = vertx;
        this.problems = problems;
        this.limits = new BodyReading.Limits(largest.asLongValue(), settings.bodyTime());
    }

    void register(@Observes Filters filters) {
        filters.register(this::read, SECOND);
    }

    private void read(RoutingContext exchange) {
        if (hasNone(exchange)) {
            exchange.next();
            return;
        }
        BodyReading.begin(vertx, exchange, limits, new BodyReading.Outcome() {
            @Override
            public void whole(byte[] body) {
                exchange.put(KEY, body);
                exchange.next();
            }

            @Override
            public Buffer refused(BodyReading.Refusal refusal) {
                return refuse(exchange, refusal);
            }
        });
    }

    private static boolean hasNone(RoutingContext exchange) {
        var request = exchange.request();
        return (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD))
                && !request.headers().contains("Content-Length")
                && !request.headers().contains("Transfer-Encoding");
    }

    private Buffer refuse(RoutingContext exchange, BodyReading.Refusal refusal) {
        var problem = problem(refusal);
        var document = new JsonObject(problems.body(problem));
        document.put("request_id", RequestContext.requestId(exchange));
        exchange.response().setStatusCode(problem.status()).putHeader("Content-Type", Problems.MEDIA_TYPE);
        return document.toBuffer();
    }

    private ProblemException problem(BodyReading.Refusal refusal) {
        return switch (refusal) {
            case TOO_LARGE ->
                new ProblemException(
                        413,
                        "TOO_LARGE",
                        "Body too large",
                        "The body is larger than %d bytes.".formatted(limits.largest()));
            case TOO_SLOW ->
                new ProblemException(
                        408,
                        "TOO_SLOW",
                        "Request timeout",
                        "The body was not complete after %s.".formatted(seconds(limits.time())));
        };
    }

    private static String seconds(Duration time) {
        return time.toMillis() / 1000.0 + " s";
    }

    /** The body that was read; null when there was none to read. */
    public static byte @Nullable [] of(RoutingContext exchange) {
        return exchange.get(KEY);
    }
}
