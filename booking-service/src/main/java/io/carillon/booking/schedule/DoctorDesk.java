package io.carillon.booking.schedule;

import io.carillon.booking.scope.ClinicScope;
import io.carillon.kit.database.ConstraintViolatedException;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.outbox.ChangeTrail;
import io.carillon.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Enters and changes doctors and their weekly hours, each change in one transaction with its audit record. */
@ApplicationScoped
class DoctorDesk {

    private static final String DOCTOR = "doctor";
    private static final String HOURS = "doctor-hours";

    private final Transactions transactions;
    private final ClinicScope scope;
    private final DoctorRepository doctors;
    private final ChangeTrail trail;

    DoctorDesk(Transactions transactions, ClinicScope scope, DoctorRepository doctors, ChangeTrail trail) {
        this.transactions = transactions;
        this.scope = scope;
        this.doctors = doctors;
        this.trail = trail;
    }

    Doctor find(String id) {
        return transactions.inClinic(
                scope.ofDoctor(id), connection -> doctors.find(connection, id).orElseThrow(ClinicScope::unknownDoctor));
    }

    Doctor enter(UUID clinic, String id, Doctor.Details details) {
        try {
            return committed(transactions.inClinic(clinic, connection -> {
                doctors.insert(connection, clinic, id, details);
                trail.changed(connection, clinic, DOCTOR, id, "CREATE", null, details.text());
                return doctors.find(connection, id).orElseThrow(ClinicScope::unknownDoctor);
            }));
        } catch (ConstraintViolatedException e) {
            if (e.constraint().equals(DoctorRepository.TAKEN)) {
                throw new ProblemException(
                        409, "DOCTOR_EXISTS", "Doctor exists", "There is a doctor with this id; choose another.");
            }
            throw e;
        }
    }

    /** @param clinic where the caller believes the doctor to be */
    Doctor change(UUID clinic, String id, Doctor.Details details) {
        return committed(transactions.inClinic(clinic, connection -> {
            var before = toChange(connection, id);
            doctors.update(connection, id, details);
            trail.changed(
                    connection, clinic, DOCTOR, id, "UPDATE", before.details().text(), details.text());
            return toChange(connection, id);
        }));
    }

    Doctor replaceHours(String id, List<WorkingHours> hours) {
        var clinic = scope.ofDoctor(id);
        return committed(transactions.inClinic(clinic, connection -> {
            var before = toChange(connection, id);
            doctors.replaceHours(connection, clinic, id, hours);
            var after = toChange(connection, id);
            trail.changed(
                    connection,
                    clinic,
                    HOURS,
                    id,
                    "REPLACE",
                    HoursText.of(before.hours()),
                    HoursText.of(after.hours()));
            return after;
        }));
    }

    /**
     * Gives {@code hours} to a doctor who has none (R-BOOK-05).
     *
     * @return false when the doctor has hours by now, which are left as they are, or is gone
     */
    boolean fillHours(UUID clinic, String id, List<WorkingHours> hours) {
        return committed(transactions.inClinic(clinic, connection -> {
            var doctor = doctors.findForChange(connection, id);
            if (doctor.isEmpty() || !doctor.get().hours().isEmpty()) {
                return false;
            }
            doctors.replaceHours(connection, clinic, id, hours);
            trail.changed(connection, clinic, HOURS, id, "FILL_DEFAULTS", "none", HoursText.of(hours));
            return true;
        }));
    }

    private Doctor toChange(Connection connection, String id) throws SQLException {
        return doctors.findForChange(connection, id).orElseThrow(ClinicScope::unknownDoctor);
    }

    private <T> T committed(T result) {
        trail.committed();
        return result;
    }
}
