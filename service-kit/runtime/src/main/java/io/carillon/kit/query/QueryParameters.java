package io.carillon.kit.query;

import io.carillon.kit.problem.ProblemException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads single parameters; whatever is wrong with one is {@code VALIDATION}, 400. */
public final class QueryParameters {

    /** Days of the years that PostgreSQL, Java and people agree on. */
    static final LocalDate FIRST_DATE = LocalDate.of(2000, 1, 1);

    static final LocalDate LAST_DATE = LocalDate.of(9999, 12, 31);

    static final String OUT_OF_YEARS = "lies outside the years 2000 to 9999";
    static final String NO_TIME = "is not a time; expected ISO 8601 with offset, for example 2030-01-07T09:00:00Z";
    static final String NO_DATE = "is not a date; expected for example 2030-01-07";

    /** R-BOOK-14. */
    private static final int PAGE = 50;

    private static final int LARGEST_PAGE = 200;

    private QueryParameters() {}

    /** A whole number within {@code [least, most]}; {@code absent} where the parameter was not given. */
    public static int number(String name, @Nullable String text, int absent, int least, int most) {
        if (text == null || text.isEmpty()) {
            return absent;
        }
        try {
            var value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw invalid("%s is not a whole number; expected %d to %d.".formatted(name, least, most));
        }
        throw invalid("%s is out of range; expected %d to %d.".formatted(name, least, most));
    }

    /** The size of a page: 50 by default, and never more than 200 however much is asked for. */
    public static int limit(@Nullable String text) {
        return limit(text, PAGE, LARGEST_PAGE);
    }

    /** The size of a page: {@code absent} by default, and never more than {@code most} however much is asked for. */
    public static int limit(@Nullable String text, int absent, int most) {
        return Math.min(most, number("limit", text, absent, 1, Integer.MAX_VALUE));
    }

    /** A name, code or id as it was sent; null where it was not. PostgreSQL cannot even be asked for a NUL. */
    public static @Nullable String text(String name, @Nullable String text) {
        if (text != null && text.chars().anyMatch(Character::isISOControl)) {
            throw invalid(name + " holds control characters; expected a name or an id.");
        }
        return text;
    }

    /** As {@link #text}; empty where nothing was given. */
    public static Optional<String> given(String name, @Nullable String text) {
        return Optional.ofNullable(text(name, text)).filter(known -> !known.isEmpty());
    }

    /** A time with offset. A plus sign that arrived as a blank, as unencoded ones do, is read as meant. */
    public static Optional<Instant> time(String name, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            var time = OffsetDateTime.parse(text.replace(' ', '+')).withOffsetSameInstant(ZoneOffset.UTC);
            if (inRange(time.getYear())) {
                return Optional.of(time.toInstant());
            }
        } catch (DateTimeException e) {
            throw invalid(name + " " + NO_TIME + ".");
        }
        throw invalid(name + " " + OUT_OF_YEARS + ".");
    }

    /** A calendar date of the years 2000 to 9999. */
    public static Optional<LocalDate> date(String name, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            var date = LocalDate.parse(text);
            if (inRange(date.getYear())) {
                return Optional.of(date);
            }
        } catch (DateTimeException e) {
            throw invalid(name + " " + NO_DATE + ".");
        }
        throw invalid(name + " " + OUT_OF_YEARS + ".");
    }

    /** As {@link #date(String, String)}, of a path, which always says something. */
    public static LocalDate requiredDate(String name, String text) {
        return date(name, text).orElseThrow(() -> invalid(name + " " + NO_DATE + "."));
    }

    /** {@code true} or {@code false}; empty where neither was given. */
    public static Optional<Boolean> flag(String name, @Nullable String text) {
        return switch (text) {
            case null -> Optional.empty();
            case "" -> Optional.empty();
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> throw invalid(name + " is neither true nor false; expected one of the two.");
        };
    }

    static boolean inRange(int year) {
        return year >= FIRST_DATE.getYear() && year <= LAST_DATE.getYear();
    }

    /** An id that we gave, for example of the last row of a page. */
    public static Optional<UUID> id(String name, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(id(text).orElseThrow(() -> invalid(name + " is not an id; expected one that we gave.")));
    }

    /** Empty when {@code text} cannot be an id of ours, so that nothing can have it. */
    public static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** An id, which others may have given, as the last part of a path. */
    public static String inPath(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public static ProblemException invalid(String detail) {
        return new ProblemException(400, "VALIDATION", "Invalid request", detail);
    }
}
