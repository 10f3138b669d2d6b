package io.carillon.kit.request;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Reads a small body on the event loop, before a thread is given to the request. It mostly came in one packet with the
 * headers; a thread that asks for it has to wait for the event loop, and each of the two has to wake the other.
 */
@ApplicationScoped
class BodyAhead {

    /** After {@link RequestTrail}, so that a request whose body never comes has its access line. */
    private static final int SECOND = 999;

    /** Bytes. What is larger, or does not say how large it is, is read as it is asked for. */
    private static final int SMALL = 16 * 1024;

    /** As long as Quarkus waits where it reads (quarkus.http.read-timeout). */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final boolean wanted;

    /** @param wanted false in a service that reads bodies itself, within limits of its own */
    BodyAhead(@ConfigProperty(name = "carillon.kit.body-ahead", defaultValue = "true") boolean wanted) {
        this.wanted = wanted;
    }

    void register(@Observes Filters filters) {
        if (wanted) {
            filters.register(this::read, SECOND);
        }
    }

    private void read(RoutingContext exchange) {
        var request = exchange.request();
        if (!(exchange instanceof RoutingContextInternal own) || !small(request)) {
            exchange.next();
            return;
        }
        var vertx = exchange.vertx();
        var end =
                vertx.setTimer(PATIENCE.toMillis(), late -> request.connection().close());
        request.bodyHandler((Buffer body) -> {
            vertx.cancelTimer(end);
            own.setBody(body);
            exchange.next();
        });
        // Quarkus holds requests back until somebody reads them.
        request.resume();
    }

    /**
     * Not so where the client waits to be told that it may send its body, nor with HTTP/2: JAX-RS pauses a request before
     * it looks at it, and Vert.x lets a stream that was read to its end not be paused.
     */
    private static boolean small(HttpServerRequest request) {
        return !request.isEnded()
                && request.version() != HttpVersion.HTTP_2
                && length(request.getHeader(HttpHeaders.CONTENT_LENGTH)) <= SMALL
                && request.getHeader(HttpHeaders.EXPECT) == null;
    }

    private static int length(@Nullable String header) {
        if (header == null || header.length() > 5) {
            return Integer.MAX_VALUE;
        }
        try {
            return Integer.parseInt(header);
        } catch (NumberFormatException e) {
            return Integer.MAX_VALUE;
        }
    }
}
