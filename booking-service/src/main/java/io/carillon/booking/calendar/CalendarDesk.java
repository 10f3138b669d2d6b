package io.carillon.booking.calendar;

import io.carillon.booking.clinic.Clinic;
import io.carillon.booking.database.Transactions;
import io.carillon.booking.outbox.Outbox;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.kit.access.Caller;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an operator orders for calendars, each order audited in the transaction that carries it out. */
@ApplicationScoped
class CalendarDesk {

    private final Transactions transactions;
    private final DoctorCalendarRepository calendars;
    private final CredentialRepository credentials;
    private final CalendarCheck check;
    private final CalendarQueue queue;
    private final GoogleAccount account;
    private final Outbox outbox;
    private final EventFactory events;
    private final Caller caller;
    private final Clock clock;

    @SuppressWarnings("TooManyParameters")
    CalendarDesk(
            Transactions transactions,
            DoctorCalendarRepository calendars,
            CredentialRepository credentials,
            CalendarCheck check,
            CalendarQueue queue,
            GoogleAccount account,
            Outbox outbox,
            EventFactory events,
            Caller caller,
            Clock clock) {
        this.transactions = transactions;
        this.calendars = calendars;
        this.credentials = credentials;
        this.check = check;
        this.queue = queue;
        this.account = account;
        this.outbox = outbox;
        this.events = events;
        this.caller = caller;
        this.clock = clock;
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
                audit(connection, clinic, "doctor-calendar", doctorId, "PUT", before.orElse(null), calendarId);
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
                audit(connection, clinic, "doctor-calendar", doctorId, "DELETE", before.get(), null);
            }
            return before;
        });
        ring();
    }

    /** Whatever waits for a credential is tried at once. */
    void putCredential(Clinic clinic, String refreshToken) {
        var cipher = account.cipher()
                .orElseThrow(() -> new ProblemException(
                                503,
                                "FEATURE_OFF",
                                "Calendars are off",
                                "This installation has no GOOGLE_CLIENT_ID; set it to use calendars.")
                        .withHeader("Retry-After", "3600"));
        var sealed = cipher.encrypt(clinic.orgId(), refreshToken);
        transactions.inClinic(clinic.orgId(), connection -> {
            var version = credentials.put(connection, clinic.orgId(), sealed);
            // That there is one, never which: not even a digest of it.
            audit(
                    connection,
                    clinic.orgId(),
                    "calendar-credential",
                    clinic.code(),
                    "PUT",
                    version > 1 ? "set" : null,
                    "set");
            return version;
        });
        ring();
    }

    /** @return how many appointments were queued */
    int resyncAppointment(UUID clinic, UUID appointment) {
        transactions.inClinic(clinic, connection -> {
            queue.append(connection, appointment);
            audit(connection, clinic, "calendar", "appointment " + appointment, "RESYNC", null, null);
            return appointment;
        });
        ring();
        return 1;
    }

    /** @return how many appointments were queued */
    int resyncDoctor(UUID clinic, String doctorId) {
        var queued = transactions.inClinic(clinic, connection -> {
            audit(connection, clinic, "calendar", "doctor " + doctorId, "RESYNC", null, null);
            return check.again(connection, doctorId);
        });
        ring();
        return queued;
    }

    /** @return how many appointments were queued */
    int resyncClinic(UUID clinic) {
        transactions.inClinic(clinic, connection -> {
            audit(connection, clinic, "calendar", "clinic " + clinic, "RESYNC", null, null);
            return clinic;
        });
        return check.again(clinic);
    }

    /** The nightly check, now: only what is behind. @return how many appointments were queued */
    int resyncAll() {
        transactions.acrossClinics(connection -> {
            audit(connection, null, "calendar", "all", "RESYNC", null, null);
            return true;
        });
        return check.everywhere();
    }

    private void ring() {
        outbox.ring();
        queue.ring();
    }

    private void audit(
            Connection connection,
            @Nullable UUID clinic,
            String resource,
            String id,
            String action,
            @Nullable String before,
            @Nullable String after)
            throws SQLException {
        outbox.append(
                connection,
                events.event(
                        clinic,
                        new ChangeRecorded(
                                caller.name(), resource, id, action, before, after, caller.source(), clock.instant())));
    }
}
