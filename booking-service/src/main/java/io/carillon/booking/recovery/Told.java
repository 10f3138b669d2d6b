package io.carillon.booking.recovery;

import io.carillon.events.BookingEvent;
import io.carillon.events.BookingEvent.AppointmentBooked;
import io.carillon.events.BookingEvent.AppointmentCancelled;
import io.carillon.events.BookingEvent.AppointmentMoved;
import io.carillon.events.BookingEvent.AppointmentStatusChanged;
import io.carillon.events.BookingEvent.BookingFailed;
import io.carillon.events.BookingEvent.SlotHeld;
import io.carillon.events.BookingEvent.SlotReleased;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an appointment stands by what its events said, the last of them last.
 *
 * @param status null where no event says it: then it is to take place, and nobody knows whether it was confirmed
 * @param ended whether it was called off: cancelled, or deleted while it was to take place, which no event tells apart
 * @param bookedAt when it was told as booked; null where that was before the first event read
 * @param checkedInAt when the patient was told to be there; null where no event says so
 * @param at time of the last event
 */
record Told(
        UUID id,
        UUID clinic,
        String doctorId,
        String patientId,
        Instant start,
        Instant end,
        @Nullable String status,
        boolean ended,
        @Nullable Instant bookedAt,
        @Nullable String callId,
        @Nullable Instant checkedInAt,
        Instant at) {

    /** An event of an appointment, from its envelope. */
    record Moment(Instant at, UUID clinic, BookingEvent event) {}

    /** The id of the appointment whose state the event tells; empty for holds and for bookings that failed, which are none. */
    static Optional<String> appointment(BookingEvent event) {
        return switch (event) {
            case AppointmentBooked booked -> Optional.of(booked.appointmentId());
            case AppointmentMoved moved -> Optional.of(moved.appointmentId());
            case AppointmentCancelled cancelled -> Optional.of(cancelled.appointmentId());
            case AppointmentStatusChanged changed -> Optional.of(changed.appointmentId());
            case BookingFailed _, SlotHeld _, SlotReleased _ -> Optional.empty();
        };
    }

    /**
     * @param moments of one appointment, at least one, in the order in which they were read: that of the log within a doctor,
     *     any between two, so the envelope's time puts them in order
     */
    static Told of(UUID id, List<Moment> moments) {
        Told told = null;
        for (var moment :
                moments.stream().sorted(Comparator.comparing(Moment::at)).toList()) {
            told = after(id, told, moment);
        }
        if (told == null) {
            throw new IllegalArgumentException("an appointment without events of its state");
        }
        return told;
    }

    /** Under the id that stands in the place of a patient who was erased. */
    Told ofPatient(String replacement) {
        return new Told(
                id, clinic, doctorId, replacement, start, end, status, ended, bookedAt, callId, checkedInAt, at);
    }

    /** Whether it is to take place as far as anybody was told; it has a claim then. */
    boolean active() {
        return !ended && (status == null || Row.isActive(status));
    }

    private static @Nullable Told after(UUID id, @Nullable Told before, Moment moment) {
        return switch (moment.event()) {
            // Told again after a deletion: it stands as it did before that.
            case AppointmentBooked e ->
                next(id, before, moment, e.doctorId(), e.patientId(), e.startTime(), e.endTime())
                        .ended(false)
                        .booked(moment.at(), e.callId());
            case AppointmentMoved e ->
                next(id, before, moment, e.doctorId(), e.patientId(), e.startTime(), e.endTime());
            case AppointmentCancelled e ->
                next(id, before, moment, e.doctorId(), e.patientId(), e.startTime(), e.endTime())
                        .ended(true);
            case AppointmentStatusChanged e ->
                next(id, before, moment, e.doctorId(), e.patientId(), e.startTime(), e.endTime())
                        .stands(e.status(), e.status().equals(e.previousStatus()), moment.at());
            case BookingFailed _, SlotHeld _, SlotReleased _ -> before;
        };
    }

    private static Told next(
            UUID id,
            @Nullable Told before,
            Moment moment,
            String doctorId,
            String patientId,
            Instant start,
            Instant end) {
        return before == null
                ? new Told(
                        id,
                        moment.clinic(),
                        doctorId,
                        patientId,
                        start,
                        end,
                        null,
                        false,
                        null,
                        null,
                        null,
                        moment.at())
                : new Told(
                        id,
                        moment.clinic(),
                        doctorId,
                        patientId,
                        start,
                        end,
                        before.status,
                        before.ended,
                        before.bookedAt,
                        before.callId,
                        before.checkedInAt,
                        moment.at());
    }

    private Told ended(boolean now) {
        return new Told(id, clinic, doctorId, patientId, start, end, status, now, bookedAt, callId, checkedInAt, at);
    }

    private Told booked(Instant when, @Nullable String call) {
        return new Told(
                id,
                clinic,
                doctorId,
                patientId,
                start,
                end,
                status,
                ended,
                bookedAt == null ? when : bookedAt,
                callId == null ? call : callId,
                checkedInAt,
                at);
    }

    /** The same status again is an arrival where it is to take place, and otherwise a deletion, which says nothing of it. */
    private Told stands(String now, boolean asBefore, Instant when) {
        var arrived = asBefore && Row.isActive(now);
        return new Told(
                id,
                clinic,
                doctorId,
                patientId,
                start,
                end,
                now,
                ended,
                bookedAt,
                callId,
                arrived ? when : checkedInAt,
                at);
    }
}
