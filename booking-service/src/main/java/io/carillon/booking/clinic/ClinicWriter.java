package io.carillon.booking.clinic;

import io.carillon.events.ClinicEvent.Receptionist;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes clinics, in a transaction of the clinic that is written. */
@ApplicationScoped
class ClinicWriter {

    /** Constraints of the migrations that say what another clinic has already. */
    static final String CODE_TAKEN = "clinics_code_key";

    static final String NUMBER_TAKEN = "clinic_numbers_pkey";
    static final String ASSISTANT_TAKEN = "clinic_assistants_pkey";

    private static final String INSERT = """
            insert into clinics (name, zone, language, emergency_number, transfer_number, pack, org_id, code)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String UPDATE = """
            update clinics set name = ?, zone = ?, language = ?, emergency_number = ?, transfer_number = ?, pack = ?,
                               updated_at = now()
            where org_id = ?
            """;
    private static final String DROP_NUMBERS = "delete from clinic_numbers where org_id = ? and number <> all(?)";
    private static final String ADD_NUMBERS = """
            insert into clinic_numbers (org_id, number)
            select ?, number from unnest(?) as wanted (number)
            where not exists (select from clinic_numbers n where n.org_id = ? and n.number = wanted.number)
            """;
    private static final String DROP_ASSISTANTS =
            "delete from clinic_assistants where org_id = ? and assistant_id <> all(?)";
    private static final String ADD_ASSISTANTS = """
            insert into clinic_assistants (org_id, assistant_id)
            select ?, id from unnest(?) as wanted (id)
            where not exists (select from clinic_assistants a where a.org_id = ? and a.assistant_id = wanted.id)
            """;

    /** Before another begins: there is one receptionist at a time. */
    private static final String END_RECEPTION = """
            update clinic_assistants set answers_phone_number_id = null
            where org_id = ? and answers_phone_number_id is not null and assistant_id is distinct from ?
            """;

    private static final String BEGIN_RECEPTION = """
            update clinic_assistants set answers_phone_number_id = ?
            where org_id = ? and assistant_id = ? and answers_phone_number_id is distinct from ?
            """;

    /** @throws SQLException by one of the constraints named here when another clinic has the code, number or assistant */
    void add(Connection connection, UUID orgId, ClinicDraft draft) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            columns(insert, draft);
            insert.setObject(7, orgId);
            insert.setString(8, draft.code());
            insert.executeUpdate();
        }
        ways(connection, orgId, draft);
    }

    /** The row stays locked, so that two who change one clinic are told in the order in which they did. */
    void change(Connection connection, UUID orgId, ClinicDraft draft) throws SQLException {
        try (var update = connection.prepareStatement(UPDATE)) {
            columns(update, draft);
            update.setObject(7, orgId);
            update.executeUpdate();
        }
        ways(connection, orgId, draft);
    }

    private static void columns(PreparedStatement statement, ClinicDraft draft) throws SQLException {
        statement.setString(1, draft.name());
        statement.setString(2, draft.zone());
        statement.setString(3, draft.language());
        statement.setString(4, draft.emergencyNumber());
        statement.setString(5, draft.transferNumber());
        statement.setString(6, draft.pack());
    }

    /** How calls find the clinic. */
    private static void ways(Connection connection, UUID orgId, ClinicDraft draft) throws SQLException {
        replace(connection, DROP_NUMBERS, ADD_NUMBERS, orgId, draft.numbers());
        replace(connection, DROP_ASSISTANTS, ADD_ASSISTANTS, orgId, draft.assistants());
        reception(connection, orgId, draft.receptionist());
    }

    private static void reception(Connection connection, UUID orgId, @Nullable Receptionist receptionist)
            throws SQLException {
        try (var end = connection.prepareStatement(END_RECEPTION)) {
            end.setObject(1, orgId);
            end.setString(2, receptionist == null ? null : receptionist.assistantId());
            end.executeUpdate();
        }
        if (receptionist != null) {
            try (var begin = connection.prepareStatement(BEGIN_RECEPTION)) {
                begin.setString(1, receptionist.phoneNumberId());
                begin.setObject(2, orgId);
                begin.setString(3, receptionist.assistantId());
                begin.setString(4, receptionist.phoneNumberId());
                begin.executeUpdate();
            }
        }
    }

    private static void replace(Connection connection, String drop, String add, UUID orgId, List<String> wanted)
            throws SQLException {
        var values = connection.createArrayOf("text", wanted.toArray());
        try (var delete = connection.prepareStatement(drop)) {
            delete.setObject(1, orgId);
            delete.setArray(2, values);
            delete.executeUpdate();
        }
        try (var insert = connection.prepareStatement(add)) {
            insert.setObject(1, orgId);
            insert.setArray(2, values);
            insert.setObject(3, orgId);
            insert.executeUpdate();
        }
    }
}
