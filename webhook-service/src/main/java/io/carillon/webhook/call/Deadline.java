package io.carillon.webhook.call;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** When whoever waits for our answer stops waiting. Travels with the request as {@link #HEADER}. */
public record Deadline(Instant at) {

    /** Epoch milliseconds, on every call between services that is made while somebody waits. */
    public static final String HEADER = "X-Carillon-Deadline";

    public static Deadline in(Duration time, Clock clock) {
        return new Deadline(clock.instant().plus(time));
    }

    /** This deadline, or the end of {@code time} from now where that is sooner. */
    Deadline atMost(Duration time, Clock clock) {
        var sooner = in(time, clock);
        return sooner.at().isBefore(at) ? sooner : this;
    }

    /** Never below zero. */
    public Duration left(Clock clock) {
        var left = Duration.between(clock.instant(), at);
        return left.isNegative() ? Duration.ZERO : left;
    }

    boolean passed(Clock clock) {
        return !clock.instant().isBefore(at);
    }
}
