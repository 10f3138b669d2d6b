package io.carillon.booking.clinic;

import io.carillon.booking.schedule.ScheduleSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Clinics with their numbers and assistants, one query however many. */
@ApplicationScoped
public class ClinicRepository {

    private static final String SELECT = """
            select org_id, code, name, coalesce(zone, ?) as zone, language, emergency_number, transfer_number, pack,
                   array(select number from clinic_numbers n where n.org_id = c.org_id order by 1) as numbers,
                   array(select assistant_id from clinic_assistants a where a.org_id = c.org_id order by 1) as assistants
            from clinics c
            """;
    private static final String ALL = SELECT + "order by code";
    private static final String BY_CODE_OR_ID = SELECT + "where code = ? or org_id::text = lower(?)";

    private final String defaultZone;

    ClinicRepository(ScheduleSettings settings) {
        this.defaultZone = settings.defaultZone().getId();
    }

    /** Every clinic in order of their codes; their number is that of an operator's customers, some hundreds. */
    public List<Clinic> all(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(ALL)) {
            select.setString(1, defaultZone);
            return read(select.executeQuery());
        }
    }

    /** @param codeOrId a clinic's short code, for example {@code DEMO}, or its {@code org_id} */
    public Optional<Clinic> find(Connection connection, String codeOrId) throws SQLException {
        try (var select = connection.prepareStatement(BY_CODE_OR_ID)) {
            select.setString(1, defaultZone);
            select.setString(2, codeOrId);
            select.setString(3, codeOrId);
            return read(select.executeQuery()).stream().findFirst();
        }
    }

    private static List<Clinic> read(ResultSet rows) throws SQLException {
        var clinics = new ArrayList<Clinic>();
        while (rows.next()) {
            clinics.add(new Clinic(
                    rows.getObject("org_id", UUID.class),
                    rows.getString("code"),
                    rows.getString("name"),
                    rows.getString("zone"),
                    rows.getString("language"),
                    rows.getString("emergency_number"),
                    rows.getString("transfer_number"),
                    strings(rows, "numbers"),
                    strings(rows, "assistants"),
                    rows.getString("pack")));
        }
        return clinics;
    }

    private static List<String> strings(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
