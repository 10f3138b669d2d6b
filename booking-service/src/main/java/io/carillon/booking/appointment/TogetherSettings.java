package io.carillon.booking.appointment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of bookings that are made together, {@code carillon.together.*} (ADR 24). */
@ConfigMapping(prefix = "carillon.together")
interface TogetherSettings {

    /** Exchanges under way at the same time, of a replica; whoever comes meanwhile goes with the next. */
    @WithDefault("2")
    int underWay();

    /** Bookings of one exchange. */
    @WithDefault("32")
    int most();

    /** Bookings that wait for an exchange; beyond that each goes alone, and waits for a connection. */
    @WithDefault("256")
    int waiting();

    /** How long an exchange waits for what somebody else is writing; whose deadline is nearer than this goes alone. */
    @WithDefault("100ms")
    Duration patience();
}
