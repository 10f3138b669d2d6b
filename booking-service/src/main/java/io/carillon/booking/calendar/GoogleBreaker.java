package io.carillon.booking.calendar;

import io.carillon.kit.log.LogFields;
import io.carillon.kit.metrics.Metrics;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * Stands before every call to Google: breaker, bulkhead and a last time limit (R-EXT-01). Only what is Google's own
 * trouble opens it; a quota or a refused credential is one clinic's and says nothing of the others.
 */
@ApplicationScoped
class GoogleBreaker {

    static final String SERVICE = "google_calendar";

    private static final int WINDOW = 10;
    private static final double FAILURE_RATIO = 0.5;
    private static final int DELAY_SECONDS = 5;

    private final Guard guard;
    private final AtomicBoolean recovered = new AtomicBoolean();
    private volatile CircuitBreakerState state = CircuitBreakerState.CLOSED;

    GoogleBreaker(CalendarSettings settings, Metrics metrics) {
        metrics.gauge("circuit_breaker_state", Map.of("service", SERVICE), () -> number(state));
        this.guard = Guard.create()
                .withDescription(SERVICE)
                .withBulkhead()
                // Each row of a batch may wait for one call; a call of another batch is a repeat after a lost lease.
                .limit(2 * settings.batch())
                .done()
                .withCircuitBreaker()
                .name(SERVICE)
                .requestVolumeThreshold(WINDOW)
                .failureRatio(FAILURE_RATIO)
                .delay(DELAY_SECONDS, ChronoUnit.SECONDS)
                .onStateChange(this::changed)
                .done()
                .withTimeout()
                .duration(limit(settings).toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
    }

    /** Connecting and answering; a body that trickles in after that is an answer that did not come. */
    private static Duration limit(CalendarSettings settings) {
        return settings.connect().plus(settings.answer());
    }

    boolean closed() {
        return state == CircuitBreakerState.CLOSED;
    }

    /** Whether it has closed again since this was last asked. */
    boolean hasRecovered() {
        return recovered.getAndSet(false);
    }

    Answer call(Supplier<Answer> exchange) {
        try {
            return guard.call(() -> failingLoudly(exchange.get()), Answer.class);
        } catch (OutageException e) {
            return e.answer;
        } catch (CircuitBreakerOpenException | BulkheadException e) {
            return Answer.Failed.because(Problem.BREAKER_OPEN);
        } catch (TimeoutException e) {
            return Answer.Failed.because(Problem.TIMEOUT);
        } catch (Exception e) {
            throw e instanceof RuntimeException unforeseen ? unforeseen : new IllegalStateException(e);
        }
    }

    /** The breaker counts exceptions, not values. */
    private static Answer failingLoudly(Answer answer) throws OutageException {
        if (answer instanceof Answer.Failed failed && failed.problem().kind() == Problem.Kind.OUTAGE) {
            throw new OutageException(failed);
        }
        return answer;
    }

    private void changed(CircuitBreakerState now) {
        state = now;
        if (now == CircuitBreakerState.CLOSED) {
            recovered.set(true);
        }
        // The words that the runbook's grep looks for (R-EXT-02).
        LogFields.of("service", SERVICE)
                .with("event", "circuit_breaker")
                .with("state", now.name())
                .warn("circuit_breaker", "Circuit breaker " + now.name() + " (circuit_breaker " + SERVICE + ")");
    }

    private static int number(CircuitBreakerState state) {
        return switch (state) {
            case CLOSED -> 0;
            case OPEN -> 1;
            case HALF_OPEN -> 2;
        };
    }

    private static final class OutageException extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Answer answer;

        OutageException(Answer answer) {
            super(null, null, false, false);
            this.answer = answer;
        }
    }
}
