package io.carillon.webhook.call;

import io.carillon.webhook.call.Reply.Given;
import io.carillon.webhook.call.Reply.Refused;
import io.carillon.webhook.call.Reply.Unavailable;
import io.carillon.webhook.call.Reply.Unsure;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.net.ConnectException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks booking-service while there is time, and turns all that can go wrong out there into a {@link Reply}. */
@ApplicationScoped
class Patience {

    private static final Logger LOG = Logger.getLogger(Patience.class);

    private final ExecutorService mayBlock;
    private final Clock clock;

    Patience(@VirtualThreads ExecutorService mayBlock, Clock clock) {
        this.mayBlock = mayBlock;
        this.clock = clock;
    }

    /** @param what for the log */
    <T> Reply<T> read(Deadline deadline, String what, Supplier<Reply<T>> call) {
        return ask(deadline, what, call);
    }

    /**
     * What changes something. Where the answer is lost it is asked for once more: the request names itself by an
     * {@code Idempotency-Key}, or changes nothing when repeated, so it is done once.
     */
    <T> Reply<T> write(Deadline deadline, String what, Supplier<Reply<T>> call) {
        var first = ask(deadline, what, call);
        return switch (first) {
            case Given<T> given -> given;
            case Refused<T> refused -> refused;
            case Unavailable<T> unavailable -> unavailable;
            case Unsure<T> unsure ->
                switch (ask(deadline, what + " again", call)) {
                    case Given<T> given -> given;
                    case Refused<T> refused -> refused;
                    // That the second could not be asked says nothing of the first.
                    case Unavailable<T> unavailable -> unsure;
                    case Unsure<T> still -> still;
                };
        };
    }

    /** No longer than the deadline, whatever time-outs the question itself has: whoever waits has to be answered. */
    private <T> Reply<T> ask(Deadline deadline, String what, Supplier<Reply<T>> call) {
        if (deadline.passed(clock)) {
            LOG.warnf("booking-service was not asked for %s: the deadline has passed", what);
            return new Unavailable<>();
        }
        try {
            return CompletableFuture.supplyAsync(call, mayBlock)
                    .get(deadline.left(clock).toMillis(), TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            return silent(what, e, true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return silent(what, e, true);
        } catch (ExecutionException e) {
            return failed(what, e.getCause());
        }
    }

    private static <T> Reply<T> failed(String what, @Nullable Throwable cause) {
        return switch (cause) {
            case WebApplicationException e -> silent(what, e, e.getResponse().getStatus() != Reply.SERVICE_UNAVAILABLE);
            case TimeoutException e -> silent(what, e, true);
            case FaultToleranceException e -> silent(what, e, false);
            case ProcessingException e -> silent(what, e, !(e.getCause() instanceof ConnectException));
            case null, default -> throw new IllegalStateException("asking booking-service for " + what, cause);
        };
    }

    /** @param mayBeDone whether the request may have arrived, and something come of it */
    private static <T> Reply<T> silent(String what, Exception e, boolean mayBeDone) {
        LOG.warnf("booking-service did not answer (%s): %s", what, e.getClass().getSimpleName());
        return mayBeDone ? new Unsure<>() : new Unavailable<>();
    }
}
