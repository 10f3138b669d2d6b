package io.carillon.booking.appointment;

import io.carillon.kit.access.Caller;
import io.carillon.kit.query.QueryParameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells who is asking, and until when. */
@ApplicationScoped
public class Requesters {

    /** The request header: epoch milliseconds after which the caller no longer waits, and nothing is to be written. */
    public static final String DEADLINE = "X-Carillon-Deadline";

    private final Caller caller;

    Requesters(Caller caller) {
        this.caller = caller;
    }

    /** @param deadline the header {@link #DEADLINE} as it was sent; null when it was not */
    public Requester current(@Nullable String deadline) {
        return new Requester(caller.name(), caller.source(), caller.clinic(), time(deadline));
    }

    private static Optional<Instant> time(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(header)));
        } catch (NumberFormatException e) {
            throw QueryParameters.invalid(DEADLINE + " is not a time; expected milliseconds since 1970.");
        }
    }
}
