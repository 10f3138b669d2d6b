package io.carillon.booking.schedule;

import io.carillon.booking.database.ConstraintViolatedException;
import io.carillon.booking.database.Transactions;
import io.carillon.booking.schedule.ScheduleAudit.Change;
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
    private final ClinicLookup clinics;
    private final DoctorRepository doctors;
    private final ScheduleAudit audit;

    DoctorDesk(Transactions transactions, ClinicLookup clinics, DoctorRepository doctors, ScheduleAudit audit) {
        this.transactions = transactions;
        this.clinics = clinics;
        this.doctors = doctors;
        this.audit = audit;
    }

    Doctor find(String id) {
        return transactions.inClinic(
                clinics.ofDoctor(id),
                connection -> doctors.find(connection, id).orElseThrow(ClinicLookup::unknownDoctor));
    }

    Doctor enter(UUID clinic, String id, Doctor.Details details) {
        try {
            return committed(transactions.inClinic(clinic, connection -> {
                doctors.insert(connection, clinic, id, details);
                audit.record(connection, clinic, new Change(DOCTOR, id, "CREATE", null, details.text()));
                return doctors.find(connection, id).orElseThrow(ClinicLookup::unknownDoctor);
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
            audit.record(
                    connection,
                    clinic,
                    new Change(DOCTOR, id, "UPDATE", before.details().text(), details.text()));
            return toChange(connection, id);
        }));
    }

    Doctor replaceHours(String id, List<WorkingHours> hours) {
        var clinic = clinics.ofDoctor(id);
        return committed(transactions.inClinic(clinic, connection -> {
            var before = toChange(connection, id);
            doctors.replaceHours(connection, clinic, id, hours);
            var after = toChange(connection, id);
            audit.record(
                    connection,
                    clinic,
                    new Change(HOURS, id, "REPLACE", HoursText.of(before.hours()), HoursText.of(after.hours())));
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
            audit.record(connection, clinic, new Change(HOURS, id, "FILL_DEFAULTS", "none", HoursText.of(hours)));
            return true;
        }));
    }

    private Doctor toChange(Connection connection, String id) throws SQLException {
        return doctors.findForChange(connection, id).orElseThrow(ClinicLookup::unknownDoctor);
    }

    private <T> T committed(T result) {
        audit.committed();
        return result;
    }
}
