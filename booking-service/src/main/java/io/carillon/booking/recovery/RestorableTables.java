package io.carillon.booking.recovery;

import io.carillon.booking.datacheck.Hit;
import io.carillon.booking.datacheck.Tables;
import io.carillon.kit.problem.ProblemException;
import io.carillon.kit.query.QueryParameters;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which tables have rows that are put back one by one, and how such a row is named. What is no table's name gets no further. */
final class RestorableTables {

    /** Of this service, with tenants' rows, which a migration lets the jobs' role put back. */
    private static final String RESTORABLE = """
            select quote_ident(t.relname)
            from pg_class t join pg_namespace n on n.oid = t.relnamespace
            where n.nspname = 'public' and t.relkind = 'r'
              and exists (select from pg_attribute o
                          where o.attrelid = t.oid and o.attname = 'org_id' and not o.attisdropped)
              and has_table_privilege('carillon_jobs', t.oid, 'insert')
              and has_table_privilege('carillon_jobs', t.oid, 'update')
              and has_table_privilege('carillon_booking', t.oid, 'select')
            order by 1
            """;

    private static final String RECOUNTED = "totals are counted anew: POST /api/diagnostics/data/incorrect/repair";

    /** Rows that follow from others, and how they come back instead. */
    private static final Map<String, String> MADE_AGAIN = Map.of(
            "slot_claims", "claims come with their appointment, or by POST /api/diagnostics/data/claims/repair",
            "appointment_totals", RECOUNTED,
            "booking_totals", RECOUNTED,
            "booking_durations", RECOUNTED,
            "totals_due", RECOUNTED,
            "totals_zone", RECOUNTED,
            "calendar_syncs", "calendars are told anew with their appointment");

    private RestorableTables() {}

    /**
     * The table's primary key.
     *
     * @throws ProblemException 422 for a table whose rows are not put back one by one
     */
    static Tables.Key key(Connection connection, String table) throws SQLException {
        var instead = MADE_AGAIN.get(table);
        if (instead != null) {
            throw notRestored("Rows of %s are not restored: %s.".formatted(table, instead));
        }
        var restorable = all(connection);
        if (!restorable.contains(table)) {
            throw notRestored("table is none whose rows are restored one by one; expected one of %s."
                    .formatted(String.join(", ", restorable)));
        }
        var key = Tables.key(connection, table);
        if (key.parts().getFirst().column().equals("ctid")) {
            throw notRestored(
                    "%s has lost its primary key; expected a migration to bring that back first.".formatted(table));
        }
        return key;
    }

    /**
     * A primary key as {@link Hit#id} has it, from how people write it: its parts with {@code /} between them, in the order
     * of the key. A slash too many belongs to the first part that is a text.
     */
    static String id(Tables.Key key, String shown) {
        var given = new ArrayList<>(List.of(shown.split("/", -1)));
        var parts = key.parts();
        var text = texts(parts);
        while (given.size() > parts.size() && text >= 0) {
            given.set(text, given.get(text) + "/" + given.remove(text + 1));
        }
        if (given.size() != parts.size()) {
            throw QueryParameters.invalid("id has %d parts; expected %s."
                    .formatted(
                            given.size(),
                            String.join(
                                    "/",
                                    parts.stream().map(Tables.Key.Part::column).toList())));
        }
        return String.join(Hit.APART, given);
    }

    private static int texts(List<Tables.Key.Part> parts) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).type().equals("text")) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> all(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(RESTORABLE);
                var rows = select.executeQuery()) {
            var tables = new ArrayList<String>();
            while (rows.next()) {
                if (!MADE_AGAIN.containsKey(rows.getString(1))) {
                    tables.add(rows.getString(1));
                }
            }
            return tables;
        }
    }

    private static ProblemException notRestored(String why) {
        return new ProblemException(422, "NOT_RESTORED", "Not restored row by row", why);
    }
}
