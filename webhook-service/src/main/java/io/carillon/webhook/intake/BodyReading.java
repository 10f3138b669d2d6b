package io.carillon.webhook.intake;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
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
        void whole(byte[] body);

        /** Sets the head of the answer and makes its body. */
        Buffer refused(Refusal refusal);
    }

    private final Vertx vertx;
    private final RoutingContext exchange;
    private final HttpServerRequest request;
    private final Limits limits;
    private final Outcome outcome;
    private final long timer;

    private @Nullable Buffer body = Buffer.buffer();
    private long received;
    private boolean over;

    private BodyReading(Vertx vertx, RoutingContext exchange, Limits limits, Outcome outcome) {
        this.vertx = vertx;
        this.exchange = exchange;
        this.request = exchange.request();
        this.limits = limits;
        this.outcome = outcome;
        this.timer = vertx.setTimer(limits.time().toMillis(), fired -> late());
    }

    static void begin(Vertx vertx, RoutingContext exchange, Limits limits, Outcome outcome) {
        new BodyReading(vertx, exchange, limits, outcome).begin();
    }

    private void begin() {
        if (declared() > limits.largest()) {
            body = null;
        }
        request.exceptionHandler(gone -> end());
        request.handler(this::more);
        request.endHandler(end -> complete());
        request.resume();
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            if (body == null) {
                // It asks before it sends: nothing has to be thrown away.
                refuse(Refusal.TOO_LARGE);
            } else {
                exchange.response().writeContinue();
            }
        }
    }

    private long declared() {
        var length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private void more(Buffer part) {
        received += part.length();
        if (body != null && received <= limits.largest()) {
            body.appendBuffer(part);
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
        if (body != null) {
            outcome.whole(body.getBytes());
        } else {
            // All of it was read: the connection is as good as before.
            var answer = outcome.refused(Refusal.TOO_LARGE);
            exchange.response().end(answer);
        }
    }

    private void late() {
        if (!over) {
            refuse(body == null ? Refusal.TOO_LARGE : Refusal.TOO_SLOW);
        }
    }

    /** Answers before the body is here, after which the connection is of no use any more. */
    private void refuse(Refusal refusal) {
        end();
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
        vertx.cancelTimer(timer);
    }
}
