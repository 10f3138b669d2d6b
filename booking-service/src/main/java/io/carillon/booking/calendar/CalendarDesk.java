package io.carillon.booking.calendar;

import io.carillon.booking.clinic.Clinic;
import io.carillon.booking.clinic.ClinicRepository;
import io.carillon.booking.scope.ClinicScope;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.outbox.ChangeTrail;
import io.carillon.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** What an operator orders for calendars, each order audited in the transaction that carries it out. */
@ApplicationScoped
class CalendarDesk {

    private final Transactions transactions;
    private final DoctorCalendarRepository calendars;
    private final CredentialRepository credentials;
    private final CalendarCheck check;
    private final CalendarQueue queue;
    private final GoogleAccount account;
    private final ChangeTrail trail;
    private final ClinicRepository clinics;

    CalendarDesk(
            Transactions transactions,
            DoctorCalendarRepository calendars,
            CredentialRepository credentials,
            CalendarCheck check,
            CalendarQueue queue,
            GoogleAccount account,
            ChangeTrail trail,
            ClinicRepository clinics) {
        this.transactions = transactions;
        this.calendars = calendars;
        this.credentials = credentials;
        this.check = check;
        this.queue = queue;
        this.account = account;
        this.trail = trail;
        this.clinics = clinics;
    }

    Optional<String> calendar(UUID clinic, String doctorId) {
        return transactions.inClinic(clinic, connection -> calendars.find(connection, doctorId));
    }

    /** The doctor's coming appointments are queued with it; the same calendar once more changes nothing. */
    void putCalendar(UUID clinic, String doctorId, String calendarId) {
        transactions.inClinic(clinic, connection -> {
            var before = calendars.find(connection, doctorId);
            if (before.filter(calendarId::equals).isEmpty()) {
                calendars.put(connection, clinic, doctorId, calendarId);
                check.again(connection, doctorId);
                trail.changed(connection, clinic, "doctor-calendar", doctorId, "PUT", before.orElse(null), calendarId);
            }
            return before;
        });
        ring();
    }

    /** Coming events are taken out; those of the past stay. */
    void removeCalendar(UUID clinic, String doctorId) {
        transactions.inClinic(clinic, connection -> {
            var before = calendars.find(connection, doctorId);
            if (before.isPresent()) {
                calendars.remove(connection, doctorId);
                check.again(connection, doctorId);
                trail.changed(connection, clinic, "doctor-calendar", doctorId, "DELETE", before.get(), null);
            }
            return before;
        });
        ring();
    }

    /** Whatever waits for a credential is tried at once. */
    void putCredential(UUID clinic, String refreshToken) {
        var cipher = account.cipher()
                .orElseThrow(() -> new ProblemException(
                                503,
                                "FEATURE_OFF",
                                "Calendars are off",
                                "This installation has no GOOGLE_CLIENT_ID; set it to use calendars.")
                        .withHeader("Retry-After", "3600"));
        var sealed = cipher.encrypt(clinic, refreshToken);
        transactions.inClinic(clinic, connection -> {
            var code = clinics.find(connection, clinic.toString())
                    .map(Clinic::code)
                    .orElseThrow(ClinicScope::unknownClinic);
            var version = credentials.put(connection, clinic, sealed);
            // That there is one, never which: not even a digest of it.
            trail.changed(connection, clinic, "calendar-credential", code, "PUT", version > 1 ? "set" : null, "set");
            return version;
        });
        ring();
    }

    /** @return how many appointments were queued */
    int resyncAppointment(UUID clinic, UUID appointment) {
        transactions.inClinic(clinic, connection -> {
            queue.append(connection, appointment);
            trail.changed(connection, clinic, "calendar", "appointment " + appointment, "RESYNC", null, null);
            return appointment;
        });
        ring();
        return 1;
    }

    /** @return how many appointments were queued */
    int resyncDoctor(UUID clinic, String doctorId) {
        var queued = transactions.inClinic(clinic, connection -> {
            trail.changed(connection, clinic, "calendar", "doctor " + doctorId, "RESYNC", null, null);
            return check.again(connection, doctorId);
        });
        ring();
        return queued;
    }

    /** @return how many appointments were queued */
    int resyncClinic(UUID clinic) {
        transactions.inClinic(clinic, connection -> {
            trail.changed(connection, clinic, "calendar", "clinic " + clinic, "RESYNC", null, null);
            return clinic;
        });
        return check.again(clinic);
    }

    /** The nightly check, now: only what is behind. @return how many appointments were queued */
    int resyncAll() {
        transactions.acrossClinics(connection -> {
            trail.changed(connection, null, "calendar", "all", "RESYNC", null, null);
            return true;
        });
        return check.everywhere();
    }

    private void ring() {
        trail.committed();
        queue.ring();
    }
}
