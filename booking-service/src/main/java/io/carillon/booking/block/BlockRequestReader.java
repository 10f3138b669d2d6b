package io.carillon.booking.block;

import io.carillon.booking.block.Recurrence.Frequency;
import io.carillon.kit.query.JsonFields;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request for a block and says all that is wrong with it at once. */
final class BlockRequestReader {

    private static final int LONGEST_REASON = 200;
    private static final int LONGEST_INTERVAL = 52;
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 9999;
    private static final List<String> FREQUENCIES =
            Arrays.stream(Frequency.values()).map(Frequency::name).toList();
    private static final List<String> WEEKDAYS =
            Arrays.stream(DayOfWeek.values()).map(DayOfWeek::name).toList();

    private BlockRequestReader() {}

    /** What a body turned out to be. */
    sealed interface Read {

        /** @param reason null where none was given */
        record Readable(BlockRule rule, @Nullable String reason) implements Read {}

        /** @param faults for the caller: names fields and expectations, never repeats what was sent */
        record Unreadable(String faults) implements Read {}
    }

    /** @param zone the clinic's, by whose wall clock a time with offset is read too */
    static Read read(byte @Nullable [] body, ZoneId zone) {
        return JsonFields.read(body)
                .map(fields -> read(fields, zone))
                .orElseGet(() -> new Read.Unreadable(
                        "The body is not a JSON object; expected from, to, and reason and recurrence where wanted."));
    }

    private static Read read(JsonFields fields, ZoneId zone) {
        var from = time(fields, "from", zone);
        var to = time(fields, "to", zone);
        var reason = fields.optionalText("reason", LONGEST_REASON);
        var recurrence = recurrence(fields);
        if (from == null || to == null || fields.faults().isPresent()) {
            return new Read.Unreadable(fields.faults().orElseThrow());
        }
        var rule = new BlockRule(from, to, recurrence);
        fields.fault(rule.faults());
        return fields.faults().<Read>map(Read.Unreadable::new).orElseGet(() -> new Read.Readable(rule, reason));
    }

    private static @Nullable Recurrence recurrence(JsonFields body) {
        var fields = body.object("recurrence");
        if (fields == null) {
            return null;
        }
        var frequency = fields.word("frequency", FREQUENCIES);
        var interval = fields.optionalNumber("interval", 1, 1, LONGEST_INTERVAL);
        var weekdays = fields.list("weekdays").words(WEEKDAYS);
        var until = fields.optionalDate("until");
        var count = fields.has("count") ? fields.optionalNumber("count", 1, 1, BlockRule.MOST) : null;
        if (!weekdays.isEmpty() && "DAILY".equals(frequency)) {
            fields.fault("weekdays do not go with DAILY; expected frequency WEEKLY.");
        }
        if (fields.has("until") == fields.has("count")) {
            fields.fault("until and count say both or neither when it ends; expected one of the two.");
        }
        if (frequency == null || body.faults().isPresent()) {
            return null;
        }
        return new Recurrence(
                Frequency.valueOf(frequency),
                interval,
                weekdays.stream().map(DayOfWeek::valueOf).collect(Collectors.toSet()),
                until,
                count);
    }

    private static @Nullable LocalDateTime time(JsonFields fields, String name, ZoneId zone) {
        var text = fields.text(name);
        if (text == null) {
            return null;
        }
        var time = time(text, zone);
        if (time == null || time.getYear() < FIRST_YEAR || time.getYear() > LAST_YEAR) {
            fields.fault("%s is not a time; expected ISO 8601, for example 2030-01-07T12:00 by the clinic's clock."
                    .formatted(name));
            return null;
        }
        return time;
    }

    private static @Nullable LocalDateTime time(String text, ZoneId zone) {
        try {
            return LocalDateTime.parse(text);
        } catch (DateTimeException e) {
            try {
                return LocalDateTime.ofInstant(OffsetDateTime.parse(text).toInstant(), zone);
            } catch (DateTimeException withOffset) {
                return null;
            }
        }
    }
}
