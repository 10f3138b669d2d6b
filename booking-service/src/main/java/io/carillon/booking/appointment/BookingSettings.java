package io.carillon.booking.appointment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of booking, {@code carillon.booking.*}. */
@ConfigMapping(prefix = "carillon.booking")
public interface BookingSettings {

    /** How far ahead may be booked: ten years (design, section 6: at least five). */
    @WithDefault("3653D")
    Duration horizon();
}
