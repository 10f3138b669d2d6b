package io.carillon.webhook.sms;

import io.carillon.kit.log.LogFields;
import io.carillon.kit.metrics.Metrics;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * Stands before every call to Twilio's REST API: breaker, bulkhead and a last time limit (R-EXT-01). Only what is Twilio's
 * own trouble opens it; a refused message or credential says nothing of the next.
 */
@ApplicationScoped
class TwilioBreaker {

    static final String SERVICE = "twilio";

    private static final int WINDOW = 10;
    private static final double FAILURE_RATIO = 0.5;
    private static final int DELAY_SECONDS = 5;

    private final Guard guard;
    private volatile CircuitBreakerState state = CircuitBreakerState.CLOSED;

    TwilioBreaker(SmsSettings settings, Metrics metrics) {
        metrics.gauge("circuit_breaker_state", Map.of("service", SERVICE), () -> number(state));
        this.guard = Guard.create()
                .withDescription(SERVICE)
                .withBulkhead()
                // Each row of a batch makes one call at a time; a call of another batch is a repeat after a lost lease.
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
                .duration(settings.connect().plus(settings.answer()).toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
    }

    boolean closed() {
        return state == CircuitBreakerState.CLOSED;
    }

    /**
     * @param outage whether an answer counts against Twilio
     * @param otherwise the answer where there is none: {@code BREAKER_OPEN}, for which Twilio was not asked, or {@code
     *     TIMEOUT}
     */
    <T> T call(Class<T> type, Supplier<T> exchange, Predicate<T> outage, Function<Why, T> otherwise) {
        try {
            return guard.call(() -> failingLoudly(exchange.get(), outage), type);
        } catch (OutageException e) {
            return type.cast(e.answer);
        } catch (CircuitBreakerOpenException | BulkheadException e) {
            return otherwise.apply(Why.BREAKER_OPEN);
        } catch (TimeoutException e) {
            return otherwise.apply(Why.TIMEOUT);
        } catch (Exception e) {
            throw e instanceof RuntimeException unforeseen ? unforeseen : new IllegalStateException(e);
        }
    }

    /** The breaker counts exceptions, not values. */
    private static <T> T failingLoudly(T answer, Predicate<T> outage) throws OutageException {
        if (outage.test(answer)) {
            throw new OutageException(answer);
        }
        return answer;
    }

    private void changed(CircuitBreakerState now) {
        state = now;
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

        private final transient Object answer;

        OutageException(Object answer) {
            super(null, null, false, false);
            this.answer = answer;
        }
    }
}
