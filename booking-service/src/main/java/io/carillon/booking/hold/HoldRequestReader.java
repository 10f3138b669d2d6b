package io.carillon.booking.hold;

import io.carillon.booking.appointment.AsSent;
import io.carillon.booking.appointment.CallIds;
import io.carillon.booking.hold.HoldRequest.Slot;
import io.carillon.booking.schedule.TimeRange;
import io.carillon.booking.slot.SlotLimits;
import io.carillon.kit.query.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request for a hold, or for several, and says all that is wrong with it at once. */
final class HoldRequestReader {

    /** Slots that are offered to a caller in one breath. */
    private static final int MOST_SLOTS = 5;

    private static final int SHORTEST = 10;
    private static final int LONGEST = 900;
    private static final AsSent NOTHING = new AsSent(null, null, null, null);

    private final SlotLimits limits;
    private final Duration usual;

    /** @param usual how long to hold for somebody who does not say */
    HoldRequestReader(SlotLimits limits, Duration usual) {
        this.limits = limits;
        this.usual = usual;
    }

    /** What a body turned out to be. */
    sealed interface Read {
        record Readable(HoldRequest request) implements Read {}

        /** @param faults for the caller: names fields and expectations, never repeats what was sent */
        record Unreadable(AsSent sent, String faults) implements Read {}
    }

    Read read(byte @Nullable [] body, Instant now) {
        return JsonFields.read(body)
                .map(fields -> read(fields, now))
                .orElseGet(
                        () -> new Read.Unreadable(
                                NOTHING,
                                "The body is not a JSON object; expected doctorId, startTime and endTime, or a list of such as slots."));
    }

    private Read read(JsonFields fields, Instant now) {
        var list = fields.has("slots");
        var slots = (list ? fields.list("slots").objects(1, MOST_SLOTS) : List.of(fields))
                .stream().map(slot -> slot(slot, now)).toList();
        var callId = CallIds.read(fields);
        var seconds = fields.optionalNumber("seconds", (int) usual.toSeconds(), SHORTEST, LONGEST);
        return fields.faults()
                .<Read>map(faults -> new Read.Unreadable(
                        slots.stream().map(SlotRead::sent).findFirst().orElse(NOTHING), faults))
                .orElseGet(() -> new Read.Readable(new HoldRequest(
                        slots.stream().map(SlotRead::whole).toList(), list, callId, Duration.ofSeconds(seconds))));
    }

    /** What could be read of a slot; the slot is there where nothing was wrong. */
    private record SlotRead(AsSent sent, @Nullable Slot slot) {
        Slot whole() {
            return Objects.requireNonNull(slot, "a slot that cannot be read is a fault");
        }
    }

    private SlotRead slot(JsonFields fields, Instant now) {
        var doctorId = fields.id("doctorId");
        var start = fields.time("startTime");
        var end = fields.time("endTime");
        var sent = new AsSent(null, doctorId, start, end);
        if (doctorId == null || start == null || end == null) {
            return new SlotRead(sent, null);
        }
        var faults = limits.faults(start, end, now);
        fields.fault(faults);
        return new SlotRead(
                sent,
                faults.isEmpty()
                        ? new Slot(
                                doctorId,
                                new TimeRange(start, end),
                                String.valueOf(fields.text("startTime")),
                                String.valueOf(fields.text("endTime")))
                        : null);
    }
}
