package io.carillon.booking.schedule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;

/** Settings of schedules, {@code carillon.schedule.*}. */
@ConfigMapping(prefix = "carillon.schedule")
public interface ScheduleSettings {

    /** IANA zone of clinics that name none; {@code TZ} in the seeds' installations (R-BOOK-07, R-OPS-02). */
    @WithDefault("America/Los_Angeles")
    ZoneId defaultZone();

    /** How far ahead exceptions and holidays are entered and looked at: as far as may be booked. */
    @WithDefault("${carillon.booking.horizon:3653D}")
    Duration horizon();

    /** The hours that a doctor without any is given when somebody asks for it (R-BOOK-05). */
    DefaultHours defaultHours();

    /** The same hours on some days of the week. */
    interface DefaultHours {

        @WithDefault("MONDAY,TUESDAY,WEDNESDAY,THURSDAY,FRIDAY")
        Set<DayOfWeek> days();

        /** 00:00 to 23:59, by the clinic's wall clock. */
        @WithDefault("09:00")
        String from();

        /** 00:01 to 24:00, after {@link #from}. */
        @WithDefault("17:00")
        String to();
    }
}
