package io.carillon.kit.outside;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * Stands before every call to one service outside: breaker, bulkhead and a last time limit (R-EXT-01). Only what is the
 * service's own trouble opens it; an answer that refuses one request says nothing of the next.
 */
public final class Circuit {

    /** Calls of which {@link Limits#failureRatio} fail before it opens. */
    private static final int WINDOW = 10;

    private final String service;
    private final Guard guard;
    private final AtomicBoolean recovered = new AtomicBoolean();
    private volatile CircuitBreakerState state = CircuitBreakerState.CLOSED;

    /** Why a call has no answer. */
    public enum Unanswered {
        /** The circuit is open: nobody was asked. */
        OPEN,
        /** As many calls as may be are under way: nobody was asked. */
        FULL,
        /** Asked, without an answer within the limit. */
        TIMEOUT
    }

    /**
     * @param parallel calls at a time, 1 or more
     * @param call for one call, from asking to the end of its answer
     * @param failureRatio of the last ten calls, above 0, at most 1, that opens the circuit
     * @param delay from opening to the trial that may close it
     */
    public record Limits(int parallel, Duration call, double failureRatio, Duration delay) {

        /** Opens at half, tries again after five seconds. */
        public Limits(int parallel, Duration call) {
            this(parallel, call, 0.5, Duration.ofSeconds(5));
        }
    }

    /** @param service by which logs and metrics know it */
    public Circuit(String service, Limits limits, Circuits circuits) {
        this.service = service;
        var follower = circuits.follow(service);
        this.guard = Guard.create()
                .withDescription(service)
                .withBulkhead()
                .limit(limits.parallel())
                .done()
                .withCircuitBreaker()
                .name(service)
                .requestVolumeThreshold(WINDOW)
                .failureRatio(limits.failureRatio())
                .delay(limits.delay().toMillis(), ChronoUnit.MILLIS)
                .onStateChange(now -> changed(now, follower))
                .done()
                .withTimeout()
                .duration(limits.call().toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
    }

    /** By which logs and metrics know the service. */
    String service() {
        return service;
    }

    public boolean closed() {
        return state == CircuitBreakerState.CLOSED;
    }

    /** Whether it has closed again since this was last asked. */
    public boolean hasRecovered() {
        return recovered.getAndSet(false);
    }

    /**
     * @param exchange one call on this thread, interrupted when it takes too long; throws nothing checked
     * @param outage whether an answer counts against the service
     * @param otherwise the answer where there is none
     */
    public <T> T call(
            Class<T> type, Supplier<T> exchange, Predicate<T> outage, Function<Unanswered, ? extends T> otherwise) {
        try {
            return guard.call(() -> failingLoudly(exchange.get(), outage), type);
        } catch (OutageException e) {
            return type.cast(e.answer);
        } catch (CircuitBreakerOpenException e) {
            return otherwise.apply(Unanswered.OPEN);
        } catch (BulkheadException e) {
            return otherwise.apply(Unanswered.FULL);
        } catch (TimeoutException e) {
            return otherwise.apply(Unanswered.TIMEOUT);
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

    private void changed(CircuitBreakerState now, Consumer<CircuitBreakerState> follower) {
        state = now;
        if (now == CircuitBreakerState.CLOSED) {
            recovered.set(true);
        }
        follower.accept(now);
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
