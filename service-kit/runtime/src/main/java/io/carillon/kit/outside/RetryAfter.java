package io.carillon.kit.outside;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After} (RFC 9110, 10.2.3): seconds or a date. */
public final class RetryAfter {

    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

    private RetryAfter() {}

    /** How long to wait from {@code now}, never negative; empty where the header is missing or says neither. */
    public static Optional<Duration> read(@Nullable String header, Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        var value = header.strip();
        try {
            return Optional.of(
                    value.matches("\\d{1,9}")
                            ? Duration.ofSeconds(Long.parseLong(value))
                            : until(ZonedDateTime.parse(value, DATE).toInstant(), now));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** As {@link #read(String, Instant)}; {@code longest} is what is believed at most. */
    public static Optional<Duration> read(@Nullable String header, Instant now, Duration longest) {
        return read(header, now).map(wait -> wait.compareTo(longest) > 0 ? longest : wait);
    }

    private static Duration until(Instant then, Instant now) {
        return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
    }
}
