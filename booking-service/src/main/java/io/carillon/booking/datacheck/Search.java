package io.carillon.booking.datacheck;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.UUID;

/** Finds the rows that have one fault. */
interface Search {

    /** @param most how many hits to bring along; all are counted */
    Found in(Connection connection, int most) throws SQLException;

    /** The query, as the runbook shows it: somebody with psql finds the same rows. */
    String sql();

    /** Rows of {@code table} that {@code sql} selects as {@code id, org_id}. */
    record Query(String table, String sql) implements Search {

        @Override
        public Found in(Connection connection, int most) throws SQLException {
            return counted(connection, "select id, org_id, '" + table + "' as hit from (" + sql + ") found", most);
        }

        /** @param select columns {@code id, org_id, hit}, the last being the table's name */
        static Found counted(Connection connection, String select, int most) throws SQLException {
            var counting =
                    "select id, org_id, hit, count(*) over () from (" + select + ") rows order by hit, id limit ?";
            try (var statement = connection.prepareStatement(counting)) {
                statement.setInt(1, most);
                var hits = new ArrayList<Hit>();
                var count = 0L;
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        hits.add(new Hit(
                                rows.getString("hit"), rows.getString("id"), rows.getObject("org_id", UUID.class)));
                        count = rows.getLong("count");
                    }
                }
                return new Found(count, hits);
            }
        }
    }
}
