package io.carillon.booking.appointment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.booking.schedule.WallClock;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An appointment as callers see it (R-BOOK-01).
 *
 * @param startTime ISO 8601: as it was sent in the answer to a booking, with the offset of the clinic's zone elsewhere
 * @param endTime likewise
 * @param timeZone the clinic's, IANA
 * @param calendarSync how far the doctor's calendar is: {@code none}, {@code pending}, {@code synced} or {@code failed}
 * @param type code of the appointment type that was booked; not shown where none was named
 * @param callId the call on whose line it was booked; not shown where there was none
 */
@RegisterForReflection
public record AppointmentView(
        UUID id,
        String status,
        String patientId,
        String doctorId,
        String startTime,
        String endTime,
        String timeZone,
        String calendarSync,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String type,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String callId) {

    /** As a booking is answered: with the times as they were sent. */
    static AppointmentView of(Appointment appointment, String startTime, String endTime) {
        return new AppointmentView(
                appointment.id(),
                appointment.status(),
                appointment.patientId(),
                appointment.doctorId(),
                startTime,
                endTime,
                appointment.zone().getId(),
                appointment.calendarSync(),
                appointment.type(),
                appointment.callId());
    }

    public static AppointmentView of(Appointment appointment) {
        return new AppointmentView(
                appointment.id(),
                appointment.status(),
                appointment.patientId(),
                appointment.doctorId(),
                WallClock.text(appointment.slot().start(), appointment.zone()),
                WallClock.text(appointment.slot().end(), appointment.zone()),
                appointment.zone().getId(),
                appointment.calendarSync(),
                appointment.type(),
                appointment.callId());
    }

    /** @param next what to give as {@code after} for the next page; null on the last one */
    @RegisterForReflection
    public record AppointmentList(
            List<AppointmentView> appointments, @Nullable UUID next) {

        static AppointmentList of(List<Appointment> page, int limit) {
            return new AppointmentList(
                    page.stream().map(AppointmentView::of).toList(),
                    page.size() < limit ? null : page.getLast().id());
        }
    }

    /** @param next what to give as {@code after} for the next page; null on the last one */
    @RegisterForReflection
    public record FailureList(
            List<FailureView> failures, @Nullable UUID next) {

        static FailureList of(List<FailedAttempt> page, int limit) {
            return new FailureList(
                    page.stream().map(FailureView::of).toList(),
                    page.size() < limit ? null : page.getLast().id());
        }
    }

    /** A refused attempt; times in UTC, because the clinic may be unknown. */
    @RegisterForReflection
    public record FailureView(
            UUID id,
            String status,
            String code,
            String detail,
            @Nullable String patientId,
            @Nullable String doctorId,
            @Nullable Instant startTime,
            @Nullable Instant endTime,
            @Nullable String requestId,
            Instant attemptedAt) {

        static FailureView of(FailedAttempt attempt) {
            return new FailureView(
                    attempt.id(),
                    "FAILED",
                    attempt.code(),
                    attempt.detail(),
                    attempt.sent().patientId(),
                    attempt.sent().doctorId(),
                    attempt.sent().start(),
                    attempt.sent().end(),
                    attempt.requestId(),
                    attempt.startedAt());
        }
    }
}
