package io.carillon.booking.clinic;

import io.carillon.booking.schedule.ScheduleSettings;
import io.carillon.events.ClinicEvent.ClinicDescribed;
import io.carillon.events.ClinicEvent.Receptionist;
import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Clinics with their numbers and assistants, one query however many. */
@ApplicationScoped
public class ClinicRepository {

    private static final String SELECT = """
            select c.org_id, code, name, coalesce(zone, ?) as zone, language, emergency_number, transfer_number, pack,
                   array(select number from clinic_numbers n where n.org_id = c.org_id order by 1) as numbers,
                   array(select assistant_id from clinic_assistants a where a.org_id = c.org_id order by 1) as assistants,
                   r.assistant_id as receptionist, r.answers_phone_number_id, l.last_call_at
            from clinics c
            left join clinic_assistants r on r.org_id = c.org_id and r.answers_phone_number_id is not null
            left join clinic_last_calls l on l.org_id = c.org_id
            """;
    private static final String ALL = SELECT + "order by code";
    private static final String PAGE = SELECT + "where code > ? order by code limit ?";
    private static final String BY_CODE = SELECT + "where code = ?";
    private static final String BY_ID = SELECT + "where c.org_id = ?";

    private final String defaultZone;

    ClinicRepository(ScheduleSettings settings) {
        this.defaultZone = settings.defaultZone().getId();
    }

    /** @param lastCall when the newest call of the clinic reached us; null when none did */
    record Listed(Clinic clinic, @Nullable Instant lastCall) {}

    /** Every clinic in order of their codes; their number is that of an operator's customers, some hundreds. */
    public List<Clinic> all(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(ALL)) {
            return read(select).stream().map(Listed::clinic).toList();
        }
    }

    /** At most {@code limit} in order of their codes. @param after code of the last one of the page before, or empty */
    List<Listed> page(Connection connection, String after, int limit) throws SQLException {
        try (var select = connection.prepareStatement(PAGE)) {
            select.setString(2, after);
            select.setInt(3, limit);
            return read(select);
        }
    }

    /** @param codeOrId a clinic's short code, for example {@code DEMO}, or its {@code org_id} */
    public Optional<Clinic> find(Connection connection, String codeOrId) throws SQLException {
        return listed(connection, codeOrId).map(Listed::clinic);
    }

    /** @param codeOrId as of {@link #find}; what reads as a UUID is no code, since codes have 16 characters at most */
    Optional<Listed> listed(Connection connection, String codeOrId) throws SQLException {
        var id = uuid(codeOrId);
        try (var select = connection.prepareStatement(id.isPresent() ? BY_ID : BY_CODE)) {
            if (id.isPresent()) {
                select.setObject(2, id.get());
            } else {
                select.setString(2, codeOrId);
            }
            return read(select).stream().findFirst();
        }
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private List<Listed> read(PreparedStatement select) throws SQLException {
        select.setString(1, defaultZone);
        var rows = select.executeQuery();
        var clinics = new ArrayList<Listed>();
        while (rows.next()) {
            clinics.add(new Listed(
                    new Clinic(ClinicDescribed.open(
                                    rows.getObject("org_id", UUID.class),
                                    rows.getString("code"),
                                    rows.getString("name"),
                                    rows.getString("zone"),
                                    rows.getString("language"),
                                    rows.getString("emergency_number"),
                                    rows.getString("transfer_number"),
                                    strings(rows, "numbers"),
                                    strings(rows, "assistants"),
                                    rows.getString("pack"))
                            .answeredBy(receptionist(rows))),
                    Times.instantOrNull(rows, "last_call_at")));
        }
        return clinics;
    }

    private static @Nullable Receptionist receptionist(ResultSet row) throws SQLException {
        var assistant = row.getString("receptionist");
        return assistant == null ? null : new Receptionist(assistant, row.getString("answers_phone_number_id"));
    }

    private static List<String> strings(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
