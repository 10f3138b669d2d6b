package io.carillon.webhook.vapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A tool's arguments as a language model writes them: mostly right, never to be trusted. What is wrong is said so that the
 * model knows what to ask the caller.
 *
 * @param zone the clinic's, in which times without an offset are meant
 */
record ToolArguments(JsonNode node, ZoneId zone, Instant now) {

    static final int MAX_MINUTES = 480;
    private static final int MIN_MINUTES = 5;

    /** The usual length of an appointment where nobody says. */
    private static final Duration USUAL = Duration.ofMinutes(30);

    /** Booking-service looks five years ahead at the most. */
    private static final int MAX_YEARS = 5;

    private static final LocalDate FIRST_BIRTH = LocalDate.of(1880, 1, 1);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final int LONGEST_TEXT = 200;

    @Nullable
    String text(String name) {
        var text = VapiMessage.text(node, name);
        return text == null || text.strip().equalsIgnoreCase("null") ? null : text.strip();
    }

    /** An id of ours that an earlier result named; null when it was left out. */
    @Nullable
    String id(String name) {
        var text = text(name);
        if (text != null && !ID.matcher(text).matches()) {
            throw new InvalidArgumentException(
                    "%s is not an id; expected one that an earlier result named, or none".formatted(name));
        }
        return text;
    }

    boolean flag(String name) {
        return "true".equalsIgnoreCase(text(name));
    }

    /** A time to come; a date alone is its beginning, with {@code time} beside it that time of the day. */
    Optional<OffsetDateTime> time(String name) {
        var text = text(name);
        if (text == null) {
            return Optional.empty();
        }
        if (text.length() > LONGEST_TEXT) {
            throw notATime(name);
        }
        return switch (SpokenTime.read(text, text("time"), zone)) {
            case SpokenTime.At(OffsetDateTime at) -> Optional.of(sane(name, at));
            case SpokenTime.Gap(String explanation) ->
                throw new InvalidArgumentException(
                        "%s %s; ask the caller for another time".formatted(name, explanation));
            case SpokenTime.Unreadable unreadable -> throw notATime(name);
        };
    }

    private InvalidArgumentException notATime(String name) {
        return new InvalidArgumentException(
                "%s is not a time; expected for example 2026-12-08T09:30, in the clinic's zone. It is now %s: work out the date, and ask the caller if it is not clear"
                        .formatted(name, localNow()));
    }

    private OffsetDateTime sane(String name, OffsetDateTime at) {
        if (at.isAfter(now.atZone(zone).plusYears(MAX_YEARS).toOffsetDateTime())) {
            throw new InvalidArgumentException(
                    "%s is more than %d years ahead; it is now %s. Ask the caller for the date"
                            .formatted(name, MAX_YEARS, localNow()));
        }
        return at;
    }

    /** A time that something is wanted at. */
    OffsetDateTime requiredTime(String name) {
        var time = time(name)
                .orElseThrow(() -> new InvalidArgumentException(
                        name + " is missing; ask the caller which of the offered times it should be"));
        if (!time.toInstant().isAfter(now)) {
            throw new InvalidArgumentException(
                    "%s is in the past; it is now %s. Ask the caller for a time to come".formatted(name, localNow()));
        }
        return time;
    }

    String localNow() {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                now.atZone(zone).withSecond(0).withNano(0));
    }

    /** A whole number; empty where it was left out. */
    Optional<Integer> number(String name, int least, int most) {
        var text = text(name);
        if (text == null) {
            return Optional.empty();
        }
        try {
            var number = Double.parseDouble(text);
            if (number >= least && number <= most) {
                return Optional.of((int) number);
            }
        } catch (NumberFormatException e) {
            // Told like a number that is too large.
        }
        throw new InvalidArgumentException("%s is not a number from %d to %d".formatted(name, least, most));
    }

    /** {@code endTime} less {@code start}, else {@code durationMinutes}; empty when neither is given. */
    Optional<Duration> duration(OffsetDateTime start) {
        var end = time("endTime");
        if (end.isEmpty()) {
            return number("durationMinutes", MIN_MINUTES, MAX_MINUTES).map(Duration::ofMinutes);
        }
        var duration = Duration.between(start, end.get());
        if (duration.toMinutes() < MIN_MINUTES || duration.toMinutes() > MAX_MINUTES) {
            throw new InvalidArgumentException(
                    "endTime is not %d to %d minutes after startTime; leave it out for the usual length"
                            .formatted(MIN_MINUTES, MAX_MINUTES));
        }
        return Optional.of(duration);
    }

    Duration durationOrUsual() {
        return number("durationMinutes", MIN_MINUTES, MAX_MINUTES)
                .map(Duration::ofMinutes)
                .orElse(USUAL);
    }

    Duration durationOrUsual(OffsetDateTime start) {
        return duration(start).orElse(USUAL);
    }

    /** What a caller has to know about a patient to be believed. */
    LocalDate dateOfBirth() {
        var text = text("dateOfBirth");
        if (text == null) {
            throw new InvalidArgumentException(
                    "dateOfBirth is missing; ask the caller for day, month and year of birth before anything about appointments");
        }
        return SpokenTime.date(text)
                .filter(date -> !date.isBefore(FIRST_BIRTH)
                        && !date.isAfter(LocalDate.ofInstant(now, zone).plusDays(1)))
                .orElseThrow(
                        () -> new InvalidArgumentException(
                                "dateOfBirth is not a date; expected year, month and day as in 1980-12-31. Ask the caller if it is not clear"));
    }

    /** A telephone number that the caller names; null when it was left out. */
    @Nullable
    String phone() {
        var text = text("phone");
        if (text == null) {
            return null;
        }
        var number = text.replaceAll("[\\s().-]", "");
        if (!E164.matcher(number).matches()) {
            throw new InvalidArgumentException(
                    "phone is not a number with its country code, as in +15555550123; ask the caller for it");
        }
        return number;
    }
}
