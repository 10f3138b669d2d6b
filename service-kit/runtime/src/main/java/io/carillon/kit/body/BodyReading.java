package io.carillon.kit.body;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One body on its way in; lives on its connection's event loop. What is too large is read on and thrown away for a while
 * before it is answered: a client that is still sending does not read, and one whose connection is closed with bytes
 * unread gets a reset instead of the answer (RFC 9112, 9.6).
 */
final class BodyReading {

    /** Bytes thrown away before a refusal is told all the same. */
    private static final long PATIENCE_BYTES = 4 * 1024 * 1024;

    /** How long a connection that is going to be closed is still read from, so that the answer arrives. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    /**
     * @param largest bytes
     * @param time from the head to the last byte of the body
     */
    record Limits(long largest, Duration time) {}

    enum Refusal {
        TOO_LARGE,
        TOO_SLOW
    }

    /** Where a reading ends: exactly one of these is called, or none when the client has gone. */
    interface Outcome {
        void whole(Buffer body);

        /** Sets the head of the answer and makes its body. */
        Buffer refused(Refusal refusal);
    }

    /** No timer: most bodies come with their heads, and a timer costs more than reading them. */
    private static final long NONE = -1;

    private final Vertx vertx;
    private final RoutingContext exchange;
    private final HttpServerRequest request;
    private final Limits limits;
    private final Outcome outcome;

    private long timer = NONE;
    private @Nullable Buffer body;
    private boolean tooLarge;
    private long received;
    private boolean over;

    private BodyReading(RoutingContext exchange, Limits limits, Outcome outcome) {
        this.vertx = exchange.vertx();
        this.exchange = exchange;
        this.request = exchange.request();
        this.limits = limits;
        this.outcome = outcome;
    }

    static void begin(RoutingContext exchange, Limits limits, Outcome outcome) {
        new BodyReading(exchange, limits, outcome).begin();
    }

    private void begin() {
        tooLarge = declared() > limits.largest();
        request.exceptionHandler(gone -> end());
        request.handler(this::more);
        request.endHandler(end -> complete());
        // Quarkus holds requests back until somebody reads them.
        request.resume();
        vertx.getOrCreateContext().runOnContext(afterThisPacket -> watch());
        if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
            if (tooLarge) {
                // It asks before it sends: nothing has to be thrown away.
                refuse(Refusal.TOO_LARGE);
            } else {
                exchange.response().writeContinue();
            }
        }
    }

    private void watch() {
        if (!over) {
            timer = vertx.setTimer(limits.time().toMillis(), fired -> late());
        }
    }

    private long declared() {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private void more(Buffer part) {
        received += part.length();
        tooLarge |= received > limits.largest();
        if (!tooLarge) {
            // The first part, mostly the only one, is kept as it is.
            body = body == null ? part : body.appendBuffer(part);
            return;
        }
        body = null;
        if (!over && received > limits.largest() + PATIENCE_BYTES) {
            refuse(Refusal.TOO_LARGE);
        }
    }

    private void complete() {
        if (over) {
            request.connection().close();
            return;
        }
        end();
        if (!tooLarge) {
            outcome.whole(body == null ? Buffer.buffer() : body);
        } else {
            // All of it was read: the connection is as good as before.
            var answer = outcome.refused(Refusal.TOO_LARGE);
            exchange.response().end(answer);
        }
    }

    private void late() {
        if (!over) {
            refuse(tooLarge ? Refusal.TOO_LARGE : Refusal.TOO_SLOW);
        }
    }

    /** Answers before the body is here, after which the connection is of no use any more. */
    private void refuse(Refusal refusal) {
        end();
        tooLarge = true;
        body = null;
        var answer = outcome.refused(refusal);
        var connection = request.connection();
        exchange.response()
                .putHeader("Connection", "close")
                .end(answer)
                .onComplete(sent -> vertx.setTimer(LINGER.toMillis(), fired -> connection.close()));
    }

    private void end() {
        over = true;
        if (timer != NONE) {
            vertx.cancelTimer(timer);
        }
    }
}
