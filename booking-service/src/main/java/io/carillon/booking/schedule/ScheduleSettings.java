package io.carillon.booking.schedule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.ZoneId;

/** Settings of schedules, {@code carillon.schedule.*}. */
@ConfigMapping(prefix = "carillon.schedule")
public interface ScheduleSettings {

    /** IANA zone of clinics that name none; {@code TZ} in the seeds' installations (R-BOOK-07, R-OPS-02). */
    @WithDefault("America/Los_Angeles")
    ZoneId defaultZone();
}
