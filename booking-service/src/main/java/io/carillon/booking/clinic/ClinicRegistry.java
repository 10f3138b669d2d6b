package io.carillon.booking.clinic;

import io.carillon.kit.database.ConstraintViolatedException;
import io.carillon.kit.database.RolledBackException;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.outbox.ChangeTrail;
import io.carillon.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** Enters and changes clinics: written with its audit, then told to the other services at once. */
@ApplicationScoped
class ClinicRegistry {

    /** {@code invalid_parameter_value}: what the check of {@code clinics.zone} raises for a zone PostgreSQL does not know. */
    private static final String ZONE_UNKNOWN = "22023";

    private final Transactions transactions;
    private final ClinicRepository clinics;
    private final ClinicWriter writer;
    private final ChangeTrail trail;
    private final ClinicAnnouncer announcer;

    ClinicRegistry(
            Transactions transactions,
            ClinicRepository clinics,
            ClinicWriter writer,
            ChangeTrail trail,
            ClinicAnnouncer announcer) {
        this.transactions = transactions;
        this.clinics = clinics;
        this.writer = writer;
        this.trail = trail;
        this.announcer = announcer;
    }

    Clinic add(ClinicDraft draft) {
        var orgId = UUID.randomUUID();
        return announced(orgId, connection -> {
            writer.add(connection, orgId, draft);
            var added = present(connection, orgId);
            trail.changed(connection, orgId, "clinic", draft.code(), "CREATE", null, told(added));
            return added;
        });
    }

    Clinic change(UUID orgId, ClinicDraft draft) {
        return announced(orgId, connection -> {
            var before = present(connection, orgId);
            writer.change(connection, orgId, draft);
            var after = present(connection, orgId);
            if (!after.equals(before)) {
                trail.changed(connection, orgId, "clinic", draft.code(), "UPDATE", told(before), told(after));
            }
            return after;
        });
    }

    private Clinic announced(UUID orgId, Transactions.Work<Clinic> work) {
        try {
            var clinic = transactions.inClinic(orgId, work);
            announcer.announceChanges();
            return clinic;
        } catch (ConstraintViolatedException e) {
            throw taken(e);
        } catch (RolledBackException e) {
            throw e.sqlState().equals(ZONE_UNKNOWN) ? ClinicDraft.zoneInvalid() : e;
        }
    }

    private Clinic present(Connection connection, UUID orgId) throws SQLException {
        return clinics.find(connection, orgId.toString()).orElseThrow();
    }

    /** For the trail: a clinic's entries are its public face, nobody's personal data. */
    private static String told(Clinic clinic) {
        return clinic.described().toString();
    }

    private static RuntimeException taken(ConstraintViolatedException e) {
        return switch (e.constraint()) {
            case ClinicWriter.CODE_TAKEN -> conflict("CODE_TAKEN", "There is a clinic with this code already.");
            case ClinicWriter.NUMBER_TAKEN -> conflict("NUMBER_TAKEN", "Another clinic has one of the numbers.");
            case ClinicWriter.ASSISTANT_TAKEN ->
                conflict("ASSISTANT_TAKEN", "Another clinic has one of the assistants.");
            default -> e;
        };
    }

    private static ProblemException conflict(String code, String detail) {
        return new ProblemException(409, code, "Already taken", detail);
    }
}
