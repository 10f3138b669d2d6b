package io.carillon.webhook.vapi;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Dates and times in the ways that language models write them. */
final class SpokenTime {

    /** Characters of {@code 2026-12-08} and of {@code 20261208}. */
    private static final int DATE = 10;

    private static final int COMPACT_DATE = 8;

    /** {@code +0100} as well as {@code +01:00}. */
    private static final DateTimeFormatter OFFSET = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private static final List<DateTimeFormatter> TIMES_OF_DAY = List.of(
            DateTimeFormatter.ISO_LOCAL_TIME,
            DateTimeFormatter.ofPattern("H:mm", Locale.ROOT),
            new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern("h[:mm][ ]a")
                    .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
                    .toFormatter(Locale.ENGLISH));

    private SpokenTime() {}

    /** What a text turned out to be. */
    sealed interface Reading {}

    record At(OffsetDateTime at) implements Reading {}

    /** An hour that the clocks leave out. @param explanation what is wrong with it, after the name of the argument */
    record Gap(String explanation) implements Reading {}

    record Unreadable() implements Reading {}

    /**
     * @param text ISO 8601: a date, a time, with or without an offset or a zone in brackets
     * @param timeOfDay where {@code text} is a date alone; null for its beginning
     * @param zone in which it is meant when it does not say
     */
    static Reading read(String text, @Nullable String timeOfDay, ZoneId zone) {
        try {
            var date = date(text);
            if (date.isPresent()) {
                var time = timeOfDay == null ? Optional.of(LocalTime.MIDNIGHT) : timeOfDay(timeOfDay);
                return time.map(of -> local(date.get().atTime(of), zone, timeOfDay == null))
                        .orElseGet(Unreadable::new);
            }
            var iso = text.strip().toUpperCase(Locale.ROOT).replaceFirst("(?<=\\d)[ ,]+(?=\\d)", "T");
            if (iso.endsWith("]")) {
                return new At(
                        ZonedDateTime.parse(text.strip().replace(' ', 'T')).toOffsetDateTime());
            }
            return hasOffset(iso)
                    ? new At(OffsetDateTime.parse(iso, OFFSET))
                    : local(LocalDateTime.parse(iso), zone, false);
        } catch (DateTimeException e) {
            return new Unreadable();
        }
    }

    /** {@code 1980-12-31} or {@code 19801231}; nothing else, since 03/04 is March to some and April to others. */
    static Optional<LocalDate> date(String text) {
        try {
            return switch (text.strip().length()) {
                case DATE -> Optional.of(LocalDate.parse(text.strip()));
                case COMPACT_DATE -> Optional.of(LocalDate.parse(text.strip(), DateTimeFormatter.BASIC_ISO_DATE));
                default -> Optional.empty();
            };
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static boolean hasOffset(String iso) {
        int time = iso.indexOf('T');
        return iso.endsWith("Z") || time > 0 && (iso.indexOf('+', time) > 0 || iso.indexOf('-', time) > 0);
    }

    private static Optional<LocalTime> timeOfDay(String text) {
        var plain = text.strip().replace(".", "").toUpperCase(Locale.ROOT);
        for (var format : TIMES_OF_DAY) {
            try {
                return Optional.of(LocalTime.parse(plain, format));
            } catch (DateTimeParseException e) {
                // Perhaps it is written in the next way.
            }
        }
        return Optional.empty();
    }

    /** @param lenient for a day that is meant as a whole, also where the clocks leave out its beginning */
    private static Reading local(LocalDateTime time, ZoneId zone, boolean lenient) {
        if (!lenient && zone.getRules().getValidOffsets(time).isEmpty()) {
            var gap = zone.getRules().getTransition(time);
            return new Gap("does not exist in %s: the clocks go from %s to %s that night"
                    .formatted(
                            zone,
                            gap.getDateTimeBefore().toLocalTime(),
                            gap.getDateTimeAfter().toLocalTime()));
        }
        return new At(time.atZone(zone).toOffsetDateTime());
    }
}
