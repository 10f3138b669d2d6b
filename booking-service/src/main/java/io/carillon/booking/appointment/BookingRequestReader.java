package io.carillon.booking.appointment;

import io.carillon.booking.schedule.AppointmentType;
import io.carillon.booking.slot.SlotLimits;
import io.carillon.kit.query.JsonFields;
import java.time.Instant;

/**
 * Reads the body of a booking and says all that is wrong with it at once. It does not leave this to the JSON binding,
 * because an attempt that fails here is kept like any other (R-BOOK-04).
 */
final class BookingRequestReader {

    private final SlotLimits limits;

    BookingRequestReader(SlotLimits limits) {
        this.limits = limits;
    }

    /** What a body turned out to be. */
    sealed interface Read {
        record Readable(BookingRequest request) implements Read {}

        /** @param faults for the caller: names fields and expectations, never repeats what was sent */
        record Unreadable(AsSent sent, String faults) implements Read {}
    }

    Read read(byte[] body, Instant now) {
        return JsonFields.read(body)
                .map(fields -> read(fields, now))
                .orElseGet(() -> new Read.Unreadable(
                        new AsSent(null, null, null, null),
                        "The body is not a JSON object; expected patientId, doctorId, startTime and endTime or type."));
    }

    private Read read(JsonFields fields, Instant now) {
        var patientId = fields.id("patientId");
        var doctorId = fields.id("doctorId");
        var start = fields.time("startTime");
        var type = fields.text("type", AppointmentType.CODE, AppointmentType.CODE_EXPECTED);
        // The type knows how long it takes; who names none, or a faulty one, has to say it.
        var end = fields.has("type") && !fields.has("endTime") ? null : fields.time("endTime");
        var callId = CallIds.read(fields);
        if (start != null && end != null) {
            fields.fault(limits.faults(start, end, now));
        } else if (start != null) {
            fields.fault(limits.faults(start, now));
        }
        var faults = fields.faults();
        if (patientId == null || doctorId == null || start == null || faults.isPresent()) {
            return new Read.Unreadable(new AsSent(patientId, doctorId, start, end), faults.orElseThrow());
        }
        return new Read.Readable(new BookingRequest(
                patientId,
                doctorId,
                start,
                end,
                String.valueOf(fields.text("startTime")),
                end == null ? null : fields.text("endTime"),
                type,
                callId));
    }
}
