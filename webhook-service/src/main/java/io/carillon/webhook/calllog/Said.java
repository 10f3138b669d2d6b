package io.carillon.webhook.calllog;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What a provider said, as a table can hold it. Anything may stand in a callback; what cannot be read was not said. */
final class Said {

    private static final int MOST_SECONDS = 7 * 24 * 3600;

    private Said() {}

    /** Without control characters, cut to {@code most}; null for nothing. */
    static @Nullable String text(@Nullable String said, int most) {
        if (said == null) {
            return null;
        }
        var plain = new StringBuilder();
        said.codePoints()
                .filter(point -> !Character.isISOControl(point) && !isSurrogate(point))
                .limit(most)
                .forEach(plain::appendCodePoint);
        // Points beyond the basic plane take two characters; a column counts points as PostgreSQL does.
        var text = plain.toString().strip();
        return text.isEmpty() ? null : text;
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    /** A whole number of {@code [0, most]}; {@code absent} for anything else. */
    static int number(@Nullable String said, int most, int absent) {
        if (said == null || said.isEmpty() || said.length() > 9) {
            return absent;
        }
        for (int i = 0; i < said.length(); i++) {
            if (said.charAt(i) < '0' || said.charAt(i) > '9') {
                return absent;
            }
        }
        var number = Integer.parseInt(said);
        return number <= most ? number : absent;
    }

    static @Nullable Integer seconds(@Nullable String said) {
        var seconds = number(said, MOST_SECONDS, -1);
        return seconds < 0 ? null : seconds;
    }

    /** RFC 2822, as Twilio's form callbacks have it, or ISO 8601, as Vapi has it. */
    static @Nullable Instant time(@Nullable String said) {
        if (said == null || said.length() < 20 || said.length() > 40) {
            return null;
        }
        try {
            var time = Character.isDigit(said.charAt(0))
                    ? Instant.parse(said)
                    : ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
            var year = time.atOffset(java.time.ZoneOffset.UTC).getYear();
            return year >= 2000 && year <= 2999 ? time : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
