package io.carillon.booking.lifecycle;

import io.carillon.booking.appointment.Appointment;
import io.carillon.booking.appointment.FailureCode;
import java.time.Instant;
import java.time.LocalDate;

/** Which change can follow on how an appointment stands. Whether the doctor has the time is not asked here. */
final class ChangePolicy {

    private ChangePolicy() {}

    /** What the policy says. */
    sealed interface Ruling {

        /** @param next how the appointment is to stand */
        record Allowed(Standing next) implements Ruling {}

        /** It stands as asked for already, so that asking twice does no harm. */
        record Already() implements Ruling {}

        record Forbidden(FailureCode code, String detail) implements Ruling {}
    }

    static Ruling rule(Change change, Standing now, Instant time) {
        if (change == Change.Step.RESTORE) {
            return now.deleted()
                    ? new Ruling.Allowed(new Standing(now.appointment(), now.checkedInAt(), false))
                    : new Ruling.Already();
        }
        if (now.deleted()) {
            return change == Change.Step.DELETE
                    ? new Ruling.Already()
                    : new Ruling.Forbidden(FailureCode.UNKNOWN_APPOINTMENT, "There is no appointment with this id.");
        }
        return switch (change) {
            case Change.Move move -> moved(move, now);
            case Change.Cancel _ -> ended(Appointment.CANCELLED, now);
            case Change.Step.CONFIRM -> confirmed(now);
            case Change.Step.CHECK_IN -> checkedIn(now, time);
            case Change.Step.NO_SHOW -> missed(now, time);
            case Change.Step.COMPLETE -> completed(now, time);
            case Change.Step.DELETE -> new Ruling.Allowed(new Standing(now.appointment(), now.checkedInAt(), true));
            case Change.Step.RESTORE -> new Ruling.Already();
        };
    }

    private static Ruling moved(Change.Move move, Standing now) {
        var appointment = now.appointment();
        var next = appointment.at(move.doctorId().orElse(appointment.doctorId()), move.slot(appointment.slot()));
        if (!appointment.active()) {
            return conflict(now);
        }
        return next.equals(appointment) ? new Ruling.Already() : new Ruling.Allowed(now.as(next));
    }

    private static Ruling confirmed(Standing now) {
        return switch (now.appointment().status()) {
            case Appointment.BOOKED -> new Ruling.Allowed(now.withStatus(Appointment.CONFIRMED));
            case Appointment.CONFIRMED -> new Ruling.Already();
            default -> conflict(now);
        };
    }

    /** On the day itself, by the clinic's calendar: earlier somebody has picked the wrong appointment. */
    private static Ruling checkedIn(Standing now, Instant time) {
        var appointment = now.appointment();
        if (!appointment.active()) {
            return conflict(now);
        }
        if (now.checkedInAt() != null) {
            return new Ruling.Already();
        }
        var today = LocalDate.ofInstant(time, appointment.zone());
        if (today.isBefore(LocalDate.ofInstant(appointment.slot().start(), appointment.zone()))) {
            return new Ruling.Forbidden(
                    FailureCode.TOO_EARLY, "The appointment is on another day; check in on the day itself.");
        }
        return new Ruling.Allowed(new Standing(appointment.withStatus(Appointment.CONFIRMED), time, false));
    }

    private static Ruling missed(Standing now, Instant time) {
        if (now.checkedInAt() != null && now.appointment().active()) {
            return new Ruling.Forbidden(
                    FailureCode.STATUS_CONFLICT, "The patient has checked in and cannot have stayed away.");
        }
        return afterStart(Appointment.NO_SHOW, now, time);
    }

    private static Ruling completed(Standing now, Instant time) {
        return afterStart(Appointment.COMPLETED, now, time);
    }

    private static Ruling afterStart(String status, Standing now, Instant time) {
        if (now.appointment().active() && time.isBefore(now.appointment().slot().start())) {
            return new Ruling.Forbidden(
                    FailureCode.TOO_EARLY, "The appointment has not begun; expected a time after its start.");
        }
        return ended(status, now);
    }

    private static Ruling ended(String status, Standing now) {
        if (now.appointment().status().equals(status)) {
            return new Ruling.Already();
        }
        return now.appointment().active() ? new Ruling.Allowed(now.withStatus(status)) : conflict(now);
    }

    private static Ruling conflict(Standing now) {
        return new Ruling.Forbidden(
                FailureCode.STATUS_CONFLICT,
                "The appointment is %s; expected BOOKED or CONFIRMED."
                        .formatted(now.appointment().status()));
    }
}
