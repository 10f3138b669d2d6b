package io.carillon.booking.datacheck;

import io.carillon.booking.datacheck.Mended.Changed;
import io.carillon.booking.datacheck.Mended.Left;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How each kind of row is put right. What is changed or removed is in the archive first. */
final class Mends {

    private static final String OLDEST = """
            select o.id::text
            from appointments copy
            join appointments o on o.org_id = copy.org_id and o.contact_id = copy.contact_id
                               and o.scheduled_at = copy.scheduled_at
            where copy.id = ?::uuid and o.deleted_at is null and o.status in ('BOOKED', 'CONFIRMED', 'COMPLETED')
            order by o.created_at, o.id
            limit 1
            """;
    private static final String SOFT_DELETE = """
            update appointments set deleted_at = now(), deleted_by = ?, updated_at = now()
            where id = ?::uuid and deleted_at is null
            """;
    private static final String UNDELETE = """
            update appointments set deleted_at = null, deleted_by = null, updated_at = now()
            where id = ?::uuid and deleted_at is not null
            """;
    private static final String SHORTEN = """
            update appointments set end_time = start_time + make_interval(secs => ?), updated_at = now()
            where id = ?::uuid and start_time is not null
            """;
    private static final String ACCEPT = """
            insert into data_check_accepted (appointment_id, org_id, doctor_id, start_time, end_time, accepted_by)
            select id, org_id, doctor_id, start_time, end_time, ? from appointments where id = ?::uuid
            on conflict (appointment_id) do update
            set doctor_id = excluded.doctor_id, start_time = excluded.start_time, end_time = excluded.end_time,
                accepted_by = excluded.accepted_by, accepted_at = now()
            """;

    /** Only where doctor and patient agree on the clinic. */
    private static final String AGREED_CLINIC = """
            select d.org_id
            from appointments a join doctors d on d.id = a.doctor_id
            join clinics o on o.org_id = d.org_id
            join contacts c on c.org_id = d.org_id and c.id = a.contact_id
            where a.id = ?::uuid and a.org_id is distinct from d.org_id
            """;

    private static final String TO_CLINIC = "update appointments set org_id = ?, updated_at = now() where id = ?::uuid";

    private static final String CLAIM_TO_THE_DOCTORS_CLINIC = """
            update slot_claims c set org_id = d.org_id
            from doctors d
            where c.id = ?::bigint and d.id = c.doctor_id and c.org_id is distinct from d.org_id
              and exists (select from clinics o where o.org_id = d.org_id)
              and (c.appointment_id is null
                   or exists (select from appointments a where a.id = c.appointment_id and a.org_id = d.org_id))
            """;

    private static final String CLAIMED_FOR = "select appointment_id::text from slot_claims where id = ?::bigint";

    private Mends() {}

    /** Keeps the oldest: what hangs on the copy moves to it, and the copy is soft-deleted. */
    static Mended mergeIntoOldest(Connection connection, Hit hit, Mend.By by) throws SQLException {
        var oldest = one(connection, OLDEST, hit.id());
        if (oldest == null || oldest.equals(hit.id())) {
            return new Left("it is the only one by now");
        }
        Archive.keep(connection, hit, by);
        Claims.merge(connection, hit.id(), oldest);
        for (var child : Tables.childrenOfAppointments(connection)) {
            Savepoints.unlessRefused(connection, () -> moveChildren(connection, child, hit.id(), oldest));
        }
        update(connection, SOFT_DELETE, by.actor(), hit.id());
        return new Changed("merged into " + oldest);
    }

    static Mended undelete(Connection connection, Hit hit, Mend.By by) throws SQLException {
        Archive.keep(connection, hit, by);
        if (update(connection, UNDELETE, hit.id()) == 0) {
            return new Left("it is not deleted");
        }
        if (!Claims.renew(connection, hit.id())) {
            throw new Savepoints.NotPossible("somebody else has the doctor's time; reschedule one of the two");
        }
        return new Changed("un-deleted");
    }

    /** With all rows that hang on it. */
    static Mended removeAppointment(Connection connection, Hit hit, Mend.By by) throws SQLException {
        Claims.free(connection, hit.id());
        for (var child : Tables.childrenOfAppointments(connection)) {
            removeChildren(connection, child, hit, by);
        }
        return removeRow(connection, hit, by);
    }

    static Mended removeRow(Connection connection, Hit hit, Mend.By by) throws SQLException {
        return Archive.remove(connection, hit, by)
                ? new Changed("archived and removed")
                : new Left("it is gone by now");
    }

    /** Nobody can know when it should have ended: the usual length, and a person looks at it. */
    static Mend shortenTo(Duration usual) {
        return (connection, hit, by) -> {
            Archive.keep(connection, hit, by);
            if (update(connection, SHORTEN, (double) usual.toSeconds(), hit.id()) == 0) {
                return new Left("it has no start; enter one or delete it");
            }
            if (!Claims.renew(connection, hit.id())) {
                throw new Savepoints.NotPossible("somebody else has the doctor's time; reschedule one of the two");
            }
            return new Changed("ends %d minutes after its start".formatted(usual.toMinutes()));
        };
    }

    /** A patient is not sent away by a program: the appointment stands, and somebody has said so. */
    static Mended accept(Connection connection, Hit hit, Mend.By by) throws SQLException {
        update(connection, ACCEPT, by.actor(), hit.id());
        return new Changed("accepted as agreed outside the hours");
    }

    /** Into the clinic that doctor and patient share; otherwise it goes: no clinic may keep another's patient. */
    static Mended toItsClinic(Connection connection, Hit hit, Mend.By by) throws SQLException {
        var clinic = one(connection, AGREED_CLINIC, hit.id());
        if (clinic == null) {
            return removeAppointment(connection, hit, by);
        }
        Archive.keep(connection, hit, by);
        update(connection, TO_CLINIC, UUID.fromString(clinic), hit.id());
        if (!Claims.renew(connection, hit.id())) {
            throw new Savepoints.NotPossible("somebody else has the doctor's time; reschedule one of the two");
        }
        return new Changed("moved to the clinic of its doctor and patient");
    }

    static Mended claimToItsClinic(Connection connection, Hit hit, Mend.By by) throws SQLException {
        return update(connection, CLAIM_TO_THE_DOCTORS_CLINIC, hit.id()) == 0
                ? removeRow(connection, hit, by)
                : new Changed("moved to the doctor's clinic");
    }

    /** A row of any table whose clinic is missing or unknown. */
    static Mended toItsClinicOrAway(Connection connection, Hit hit, Mend.By by) throws SQLException {
        return switch (hit.table()) {
            case "appointments" -> toItsClinic(connection, hit, by);
            case "slot_claims" -> claimToItsClinic(connection, hit, by);
            default -> removeRow(connection, hit, by);
        };
    }

    static Mended renewClaim(Connection connection, Hit hit, Mend.By by) throws SQLException {
        if (!Claims.renew(connection, hit.id())) {
            throw new Savepoints.NotPossible("two appointments want the doctor's time; reschedule one of the two");
        }
        return new Changed("claimed anew");
    }

    /** Puts the claim where its appointment is. */
    static Mended moveClaim(Connection connection, Hit hit, Mend.By by) throws SQLException {
        var appointment = one(connection, CLAIMED_FOR, hit.id());
        return appointment == null
                ? new Left("it is gone by now")
                : renewClaim(connection, new Hit("appointments", appointment, hit.clinic()), by);
    }

    private static @Nullable String one(Connection connection, String sql, String id) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            select.setString(1, id);
            try (var row = select.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private static void moveChildren(Connection connection, Tables.Column child, String copy, String keeper)
            throws SQLException {
        update(
                connection,
                "update %s set %s = ?::uuid where %s = ?::uuid".formatted(child.table(), child.name(), child.name()),
                keeper,
                copy);
    }

    private static void removeChildren(Connection connection, Tables.Column child, Hit parent, Mend.By by)
            throws SQLException {
        var key = Tables.key(connection, child.table());
        var find =
                "select %s, t.org_id from %s t where t.%s = ?::uuid".formatted(key.text(), child.table(), child.name());
        var hits = new ArrayList<Hit>();
        try (var select = connection.prepareStatement(find)) {
            select.setString(1, parent.id());
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    hits.add(new Hit(child.table(), rows.getString(1), rows.getObject(2, UUID.class)));
                }
            }
        }
        for (var hit : hits) {
            Archive.remove(connection, hit, by);
        }
    }

    private static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }
}
