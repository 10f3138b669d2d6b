package io.carillon.booking.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Times as a clinic's wall clock shows them, with the offset it then has: {@code 2026-11-23T10:00:00-08:00}. */
public final class WallClock {

    /** Of {@code yyyy-mm-ddThh:mm}, from the T on. */
    private static final int TO_THE_MINUTE = 6;

    private WallClock() {}

    /**
     * As {@link DateTimeFormatter#ISO_OFFSET_DATE_TIME} writes it, which for the two hundred slots of one answer took a sixth
     * of the time of the question.
     */
    public static String text(Instant time, ZoneId zone) {
        var at = time.atZone(zone).toOffsetDateTime();
        if (at.getNano() != 0) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at);
        }
        var text = at.toString();
        if (at.getSecond() != 0) {
            return text;
        }
        var minute = text.indexOf('T') + TO_THE_MINUTE;
        return text.substring(0, minute) + ":00" + text.substring(minute);
    }
}
