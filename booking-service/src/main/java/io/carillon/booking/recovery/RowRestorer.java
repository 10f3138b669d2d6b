package io.carillon.booking.recovery;

import io.carillon.booking.datacheck.Archive;
import io.carillon.booking.datacheck.Claims;
import io.carillon.booking.datacheck.Snapshot;
import io.carillon.booking.erasure.ErasedPatients;
import io.carillon.booking.recovery.WrittenColumns.Standing;
import io.carillon.booking.slot.SlotClaims;
import io.carillon.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Puts one row back, on one connection and in its transaction: an appointment with its claim, or not at all. What is there
 * and different is archived first. A refusal is a problem, thrown out of the transaction, so nothing of it stays.
 */
@ApplicationScoped
class RowRestorer {

    private static final String APPOINTMENTS = "appointments";
    private static final String LOCK_PATIENCE = "set local lock_timeout = '4s'";

    private static final String REFERENCES = """
            select exists (select from contacts where org_id = ?::uuid and id = ?),
                   exists (select from doctors where org_id = ?::uuid and id = ?)
            """;

    private static final String PRESENT_DOCTOR = "select doctor_id from appointments where id = ?::uuid";

    private static final String STILL_TO_COME = """
            select ?::timestamptz > now() and ? in ('BOOKED', 'CONFIRMED') and ?::timestamptz is null
            """;

    /** Beyond any that a replica may have seen, whatever the row said. */
    private static final String NEW_VERSION = """
            update doctors set schedule_version = greatest(schedule_version + 1, extract(epoch from now())::bigint)
            where id = ?
            """;

    private final SlotClaims claims;
    private final ErasedPatients erased;

    RowRestorer(SlotClaims claims, ErasedPatients erased) {
        this.claims = claims;
        this.erased = erased;
    }

    /**
     * What was done.
     *
     * @param before the appointment that was there, {@code after} the one that is; empty for rows of other tables
     */
    record Done(
            SavedRow row,
            WrittenColumns columns,
            Standing was,
            OptionalLong archived,
            Optional<Snapshot> before,
            Optional<Snapshot> after) {}

    Done restore(Connection connection, SavedRow saved, String actor) throws SQLException {
        try (var set = connection.createStatement()) {
            set.execute(LOCK_PATIENCE);
        }
        var key = RestorableTables.key(connection, saved.table());
        var isAppointment = saved.table().equals(APPOINTMENTS);
        if (isAppointment) {
            lockDoctors(connection, saved);
        }
        var row = unlessErased(connection, saved);
        if (isAppointment) {
            mustReferToWhatIsThere(connection, row);
        }
        var columns = WrittenColumns.of(connection, row, key);
        var was = columns.standing(connection, row);
        var before = Snapshot.of(connection, row.hit());
        var archived = OptionalLong.empty();
        switch (was) {
            case IDENTICAL -> {
                return new Done(row, columns, was, archived, before, before);
            }
            case DIFFERENT -> {
                archived = Archive.keep(connection, row.hit(), new Archive.Why("recovery", "overwritten", actor));
                columns.overwrite(connection, row);
            }
            case MISSING -> columns.insert(connection, row);
        }
        if (isAppointment) {
            claim(connection, row);
        } else if (row.table().equals("doctors")) {
            update(connection, NEW_VERSION, row.id());
        }
        return new Done(row, columns, was, archived, before, Snapshot.of(connection, row.hit()));
    }

    private void lockDoctors(Connection connection, SavedRow row) throws SQLException {
        var doctors = new TreeSet<String>();
        row.text("doctor_id").ifPresent(doctors::add);
        try (var select = connection.prepareStatement(PRESENT_DOCTOR)) {
            select.setString(1, row.id());
            try (var present = select.executeQuery()) {
                if (present.next() && present.getString(1) != null) {
                    doctors.add(present.getString(1));
                }
            }
        }
        claims.lock(connection, doctors);
    }

    /** A copy from before an erasure must not undo it: what is past comes back under the nameless id, the rest does not. */
    private SavedRow unlessErased(Connection connection, SavedRow row) throws SQLException {
        var column = row.table().equals("contacts") ? "id" : "patient_id";
        var patient = row.text(column);
        if (patient.isEmpty() || row.clinic().isEmpty()) {
            return row;
        }
        var replacement = erased.replacement(connection, row.clinic().get(), patient.get(), row.createdAt());
        if (replacement.isEmpty()) {
            return row;
        }
        if (column.equals("id") || stillToCome(connection, row)) {
            throw new ProblemException(
                    409,
                    "PATIENT_ERASED",
                    "Patient erased",
                    "The row is of a patient who was erased after it was saved; nobody who was erased is restored.");
        }
        return row.ofPatient(replacement.get());
    }

    private static boolean stillToCome(Connection connection, SavedRow row) throws SQLException {
        try (var select = connection.prepareStatement(STILL_TO_COME)) {
            select.setString(1, row.text("end_time").orElse(null));
            select.setString(2, row.text("status").orElse(null));
            select.setString(3, row.text("deleted_at").orElse(null));
            try (var answer = select.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    private static void mustReferToWhatIsThere(Connection connection, SavedRow row) throws SQLException {
        var clinic = row.text("org_id").orElse(null);
        var contact = row.text("patient_id").orElse(null);
        var doctor = row.text("doctor_id").orElse(null);
        try (var select = connection.prepareStatement(REFERENCES)) {
            select.setString(1, clinic);
            select.setString(2, contact);
            select.setString(3, clinic);
            select.setString(4, doctor);
            try (var there = select.executeQuery()) {
                there.next();
                if (!there.getBoolean(1)) {
                    throw missing("contact", "contacts", clinic + "/" + contact);
                }
                if (!there.getBoolean(2)) {
                    throw missing("doctor", "doctors", String.valueOf(doctor));
                }
            }
        }
    }

    private static ProblemException missing(String what, String table, String id) {
        return new ProblemException(
                        409,
                        "REFERENCE_MISSING",
                        "Reference missing",
                        "The %s of this appointment is not there; restore it first: table=%s&id=%s."
                                .formatted(what, table, id))
                .with("table", table)
                .with("id", id);
    }

    private static void claim(Connection connection, SavedRow row) throws SQLException {
        if (!Claims.renew(connection, row.id())) {
            var by = TimeTaken.by(connection, UUID.fromString(row.id()));
            throw new ProblemException(
                            409,
                            "TIME_TAKEN",
                            "Time taken",
                            "The doctor's time is taken by %s; reschedule one of the two first. Nothing was changed."
                                    .formatted(by))
                    .with("takenBy", by);
        }
    }

    private static void update(Connection connection, String sql, String id) throws SQLException {
        try (var update = connection.prepareStatement(sql)) {
            update.setString(1, id);
            update.executeUpdate();
        }
    }
}
