package io.carillon.booking.appointment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.carillon.booking.schedule.TimeRange;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a booking and says all that is wrong with it at once. It does not leave this to the JSON binding,
 * because an attempt that fails here is kept like any other (R-BOOK-04).
 */
final class BookingRequestReader {

    /** Opaque ids (R-BOOK-02): anything that a practice system prints, nothing that a database cannot store. */
    private static final Pattern ID = Pattern.compile("[\\x20-\\x7e]{1,64}");

    private static final Duration SHORTEST = Duration.ofMinutes(1);

    /** Longer is a mistake (R-BOOK-31). */
    private static final Duration LONGEST = Duration.ofHours(24);

    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 9999;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Duration horizon;

    /** @param horizon how far ahead may be booked */
    BookingRequestReader(Duration horizon) {
        this.horizon = horizon;
    }

    /** What a body turned out to be. */
    sealed interface Read {
        record Readable(BookingRequest request) implements Read {}

        /** @param faults for the caller: names fields and expectations, never repeats what was sent */
        record Unreadable(AsSent sent, String faults) implements Read {}
    }

    Read read(byte[] body, Instant now) {
        var fields = object(body);
        if (!fields.isObject()) {
            return new Read.Unreadable(
                    new AsSent(null, null, null, null),
                    "The body is not a JSON object; expected patientId, doctorId, startTime and endTime.");
        }
        var faults = new ArrayList<String>();
        var patientId = id(fields, "patientId", faults);
        var doctorId = id(fields, "doctorId", faults);
        var start = time(fields, "startTime", faults);
        var end = time(fields, "endTime", faults);
        if (start != null && end != null) {
            checkSlot(start, end, now, faults);
        }
        if (patientId == null || doctorId == null || start == null || end == null || !faults.isEmpty()) {
            return new Read.Unreadable(new AsSent(patientId, doctorId, start, end), String.join(" ", faults));
        }
        return new Read.Readable(new BookingRequest(
                patientId,
                doctorId,
                new TimeRange(start, end),
                fields.get("startTime").textValue(),
                fields.get("endTime").textValue()));
    }

    private static JsonNode object(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        } catch (IOException e) {
            throw new IllegalStateException("an array of bytes cannot fail to be read", e);
        }
    }

    private static @Nullable String id(JsonNode fields, String name, List<String> faults) {
        var text = text(fields, name, faults);
        if (text != null && (!ID.matcher(text).matches() || text.isBlank())) {
            faults.add(name + " is not an id; expected 1 to 64 printable ASCII characters.");
            return null;
        }
        return text;
    }

    private static @Nullable Instant time(JsonNode fields, String name, List<String> faults) {
        var text = text(fields, name, faults);
        if (text == null) {
            return null;
        }
        try {
            var time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
            if (time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR) {
                return time.toInstant().truncatedTo(ChronoUnit.MICROS);
            }
            faults.add(name + " lies outside the years %d to %d.".formatted(FIRST_YEAR, LAST_YEAR));
        } catch (DateTimeException e) {
            faults.add(name + " is not a time; expected ISO 8601 with offset, for example 2030-01-07T09:00:00Z.");
        }
        return null;
    }

    private static @Nullable String text(JsonNode fields, String name, List<String> faults) {
        var value = fields.path(name);
        if (value.isMissingNode() || value.isNull()) {
            faults.add(name + " is missing.");
            return null;
        }
        if (!value.isTextual()) {
            faults.add(name + " is not a string.");
            return null;
        }
        return value.textValue();
    }

    private void checkSlot(Instant start, Instant end, Instant now, List<String> faults) {
        if (!start.isBefore(end)) {
            faults.add("endTime is not after startTime.");
            return;
        }
        var length = Duration.between(start, end);
        if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
            faults.add("The appointment is too short or too long; expected 1 minute to 24 hours.");
        }
        if (start.isAfter(now.plus(horizon))) {
            faults.add("startTime is too far ahead; expected at most %d days.".formatted(horizon.toDays()));
        }
    }
}
