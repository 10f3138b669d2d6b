package io.carillon.runbook.pack;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Who is on call when: a rotation that hands over at a wall-clock time, also across daylight saving.
 *
 * @param starts the day on which the first of the rotation takes over
 * @param handover time of day of the zone
 * @param everyDays whole days between two hand-overs, 1 or more; a calendar, so it is never scaled
 * @param rotation contact ids in their order, never empty
 */
public record Schedule(
        String id, ZoneId timeZone, LocalDate starts, LocalTime handover, int everyDays, List<String> rotation) {
    public Schedule {
        rotation = List.copyOf(rotation);
    }

    /** The contact on call at an instant; before the start it is as if the rotation had always run. */
    public String onCall(Instant at) {
        ZonedDateTime local = at.atZone(timeZone);
        long days = ChronoUnit.DAYS.between(starts, local.toLocalDate());
        long dutyDays = local.toLocalTime().isBefore(handover) ? days - 1 : days;
        long turns = Math.floorDiv(dutyDays, everyDays);
        return rotation.get(Math.floorMod(turns, rotation.size()));
    }
}
