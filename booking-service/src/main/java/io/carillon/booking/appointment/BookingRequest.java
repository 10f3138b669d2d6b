package io.carillon.booking.appointment;

import io.carillon.booking.schedule.DoctorSchedule;
import io.carillon.booking.schedule.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request to book that makes sense by itself.
 *
 * @param end null to let the type say how long it takes, and then there is a type
 * @param startTime as it was sent, because the answer repeats it so
 * @param endTime as it was sent; null with {@code end}
 * @param type code of one of the clinic's appointment types; null for none
 * @param callId the call on whose line is booked; null where there is none
 */
record BookingRequest(
        String patientId,
        String doctorId,
        Instant start,
        @Nullable Instant end,
        String startTime,
        @Nullable String endTime,
        @Nullable String type,
        @Nullable String callId) {

    /**
     * What the request comes to with a doctor.
     *
     * @param during what is claimed of the doctor's time
     * @param endTime for the answer: as it was sent, or with the offset that the start was sent with
     */
    record Wanted(TimeRange slot, TimeRange during, String endTime) {}

    /** Empty where the doctor's clinic has no such appointment type. */
    Optional<Wanted> with(DoctorSchedule doctor) {
        if (type == null && end != null && endTime != null) {
            var slot = new TimeRange(start, end);
            return Optional.of(new Wanted(slot, doctor.claimed(slot), endTime));
        }
        return Optional.ofNullable(type).flatMap(doctor::type).map(known -> {
            var slot = end == null ? TimeRange.of(start, known.duration()) : new TimeRange(start, end);
            return new Wanted(
                    slot,
                    known.buffers(doctor.buffers()).around(slot),
                    endTime == null ? endTime(known.duration()) : endTime);
        });
    }

    private String endTime(Duration length) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                OffsetDateTime.parse(startTime).plus(length));
    }

    AsSent asSent() {
        return new AsSent(patientId, doctorId, start, end);
    }
}
