package io.carillon.webhook.call;

import io.carillon.webhook.call.Reply.Given;
import io.carillon.webhook.call.Reply.Refused;
import io.carillon.webhook.call.Reply.Unavailable;
import io.carillon.webhook.call.Reply.Unsure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.net.ConnectException;
import java.time.Clock;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jboss.logging.Logger;

/** Asks booking-service while there is time, and turns all that can go wrong out there into a {@link Reply}. */
@ApplicationScoped
class Patience {

    private static final Logger LOG = Logger.getLogger(Patience.class);

    private final Clock clock;

    Patience(Clock clock) {
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

    private <T> Reply<T> ask(Deadline deadline, String what, Supplier<Reply<T>> call) {
        if (deadline.passed(clock)) {
            LOG.warnf("booking-service was not asked for %s: the deadline has passed", what);
            return new Unavailable<>();
        }
        try {
            return call.get();
        } catch (WebApplicationException e) {
            return silent(what, e, e.getResponse().getStatus() != Reply.SERVICE_UNAVAILABLE);
        } catch (TimeoutException e) {
            return silent(what, e, true);
        } catch (FaultToleranceException e) {
            return silent(what, e, false);
        } catch (ProcessingException e) {
            return silent(what, e, !(e.getCause() instanceof ConnectException));
        }
    }

    /** @param mayBeDone whether the request may have arrived, and something come of it */
    private static <T> Reply<T> silent(String what, Exception e, boolean mayBeDone) {
        LOG.warnf("booking-service did not answer (%s): %s", what, e.getClass().getSimpleName());
        return mayBeDone ? new Unsure<>() : new Unavailable<>();
    }
}
