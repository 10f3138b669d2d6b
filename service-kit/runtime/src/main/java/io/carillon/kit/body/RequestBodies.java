package io.carillon.kit.body;

import io.carillon.kit.problem.ProblemException;
import io.carillon.kit.problem.Problems;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reads every body before anything else looks at the request, on the event loop (R-SEC-15): a body mostly came in one
 * packet with its head, and a thread that asked for it would have to wait for the event loop, each of the two waking the
 * other. Whole, within a size and a time: Quarkus's own limit answers without a problem and closes while the client still
 * sends, which a proxy often sees as a reset and not as an answer, and a thread that reads can be held by a slow sender
 * for as long as it likes. HTTP/1.1 only, as the kit's settings have it: of an HTTP/2 request Quarkus REST cannot be
 * handed what has ended.
 */
@ApplicationScoped
class RequestBodies {

    /** After the request's trail, which must see refusals too; before everything else. */
    private static final int SECOND = 900;

    private final Problems problems;
    private final BodyReading.Limits limits;

    /**
     * @param largest bytes of a body
     * @param time from the end of a request's head until its body must be here, above zero; Twilio itself gives up after
     *     15 s
     */
    RequestBodies(
            Problems problems,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest,
            @ConfigProperty(name = "carillon.kit.body-time", defaultValue = "10s") Duration time) {
        this.problems = problems;
        this.limits = new BodyReading.Limits(largest.asLongValue(), time);
    }

    void register(@Observes Filters filters) {
        filters.register(this::read, SECOND);
    }

    private void read(RoutingContext exchange) {
        if (!(exchange instanceof RoutingContextInternal own) || hasNone(exchange)) {
            exchange.next();
            return;
        }
        BodyReading.begin(exchange, limits, new BodyReading.Outcome() {
            @Override
            public void whole(Buffer body) {
                own.setBody(body);
                exchange.next();
            }

            @Override
            public Buffer refused(BodyReading.Refusal refusal) {
                return problems.document(exchange, problem(refusal));
            }
        });
    }

    private static boolean hasNone(RoutingContext exchange) {
        var request = exchange.request();
        var headers = request.headers();
        return request.version() == HttpVersion.HTTP_2
                || (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD)
                        && !headers.contains(HttpHeaders.CONTENT_LENGTH)
                        && !headers.contains(HttpHeaders.TRANSFER_ENCODING);
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
}
