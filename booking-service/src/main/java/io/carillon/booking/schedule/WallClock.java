package io.carillon.booking.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Times as a clinic's wall clock shows them, with the offset it then has: {@code 2026-11-23T10:00:00-08:00}. */
public final class WallClock {

    private static final int LENGTH = "2026-11-23T10:00:00-08:00".length();
    private static final int LAST_YEAR = 9_999;

    private WallClock() {}

    /**
     * As {@link DateTimeFormatter#ISO_OFFSET_DATE_TIME} writes it, which for the two hundred slots of one answer took a sixth
     * of the time of the question.
     */
    public static String text(Instant time, ZoneId zone) {
        var at = time.atZone(zone);
        var year = at.getYear();
        if (at.getNano() != 0 || year < 0 || year > LAST_YEAR) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at);
        }
        var text = new StringBuilder(LENGTH);
        two(two(text, year / 100), year % 100).append('-');
        two(text, at.getMonthValue()).append('-');
        two(text, at.getDayOfMonth()).append('T');
        two(text, at.getHour()).append(':');
        two(text, at.getMinute()).append(':');
        return two(text, at.getSecond()).append(at.getOffset().getId()).toString();
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
