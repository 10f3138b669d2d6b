package io.carillon.booking.calendar;

import io.carillon.booking.clinic.Clinic;
import io.carillon.booking.clinic.ClinicRepository;
import io.carillon.booking.database.Transactions;
import io.carillon.booking.query.QueryParameters;
import io.carillon.kit.access.Caller;
import io.carillon.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds out whose something is; for a caller who speaks for another clinic it is as unknown as what does not exist. */
@ApplicationScoped
class Scopes {

    private final Transactions transactions;
    private final ClinicRepository clinics;
    private final DoctorCalendarRepository calendars;
    private final Caller caller;

    Scopes(Transactions transactions, ClinicRepository clinics, DoctorCalendarRepository calendars, Caller caller) {
        this.transactions = transactions;
        this.clinics = clinics;
        this.calendars = calendars;
        this.caller = caller;
    }

    /** @param codeOrId as {@code GET /api/clinics} shows them */
    Clinic clinic(@Nullable String codeOrId) {
        var text = QueryParameters.text("clinic", codeOrId);
        return Optional.ofNullable(text)
                .flatMap(
                        known -> transactions.visibleTo(caller.clinic(), connection -> clinics.find(connection, known)))
                .orElseThrow(unknown("CLINIC", "clinic: see GET /api/clinics."));
    }

    UUID ofDoctor(String doctorId) {
        var text = QueryParameters.text("doctorId", doctorId);
        return mine(transactions.acrossClinics(
                        connection -> calendars.clinicOfDoctor(connection, String.valueOf(text))))
                .orElseThrow(unknown("DOCTOR", "doctor: see GET /api/doctors."));
    }

    UUID ofAppointment(UUID appointment) {
        return mine(transactions.acrossClinics(connection -> calendars.clinicOfAppointment(connection, appointment)))
                .orElseThrow(unknown("APPOINTMENT", "appointment: see GET /api/appointments."));
    }

    private Optional<UUID> mine(Optional<UUID> clinic) {
        return clinic.filter(found -> caller.clinic().map(found::equals).orElse(true));
    }

    private static Supplier<ProblemException> unknown(String what, String detail) {
        var title = "Unknown " + what.toLowerCase(Locale.ROOT);
        return () -> new ProblemException(404, "UNKNOWN_" + what, title, "unknown " + detail);
    }
}
