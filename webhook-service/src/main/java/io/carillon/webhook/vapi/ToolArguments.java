package io.carillon.webhook.vapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tool's arguments as a language model writes them: mostly right, never to be trusted. */
record ToolArguments(JsonNode node, ZoneId zone) {

    private static final int MAX_MINUTES = 480;

    /** An argument that is missing or cannot be read; the message is for the model, so that it can do better. */
    static final class InvalidArgumentException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InvalidArgumentException(String message) {
            super(message, null, false, false);
        }
    }

    @Nullable
    String text(String name) {
        return VapiMessage.text(node, name);
    }

    /** ISO 8601; without an offset it is the clinic's local time, a date alone its beginning. */
    Optional<OffsetDateTime> time(String name) {
        var text = text(name);
        if (text == null) {
            return Optional.empty();
        }
        try {
            if (text.length() == "2026-12-08".length()) {
                return Optional.of(LocalDate.parse(text).atStartOfDay(zone).toOffsetDateTime());
            }
            return Optional.of(
                    text.matches(".*T.*(Z|[+-]\\d{2}:?\\d{2})$")
                            ? OffsetDateTime.parse(text)
                            : LocalDateTime.parse(text).atZone(zone).toOffsetDateTime());
        } catch (DateTimeException e) {
            throw new InvalidArgumentException(
                    name + " is not a time; expected ISO 8601, for example 2026-12-08T09:30:00-08:00");
        }
    }

    OffsetDateTime requiredTime(String name) {
        return time(name).orElseThrow(() -> new InvalidArgumentException(name + " is missing"));
    }

    int number(String name, int otherwise, int most) {
        var value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        int number = value.asInt(0);
        if (number < 1 || number > most) {
            throw new InvalidArgumentException("%s is not a number from 1 to %d".formatted(name, most));
        }
        return number;
    }

    /** {@code endTime} less {@code start}, else {@code durationMinutes}, else half an hour. */
    Duration duration(OffsetDateTime start) {
        var end = time("endTime");
        if (end.isEmpty()) {
            return duration();
        }
        var duration = Duration.between(start, end.get());
        if (!duration.isPositive() || duration.toMinutes() > MAX_MINUTES) {
            throw new InvalidArgumentException(
                    "endTime is not after startTime, or more than %d minutes".formatted(MAX_MINUTES));
        }
        return duration;
    }

    Duration duration() {
        return Duration.ofMinutes(number("durationMinutes", 30, MAX_MINUTES));
    }
}
