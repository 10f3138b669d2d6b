package io.carillon.booking.datacheck;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;

/** The table {@code data_check_archive}: rows as they were before a repair, or a recovery, touched them. */
public final class Archive {

    private Archive() {}

    /**
     * Why a row is kept, and who wanted it touched.
     *
     * @param check what was at work: a check's name, or {@code recovery}
     * @param fault what was wrong, or what was done
     * @param actor name of the key
     */
    public record Why(String check, String fault, String actor) {}

    /** @return whether the row is still there */
    static boolean keep(Connection connection, Hit hit, Mend.By by) throws SQLException {
        return keep(connection, hit, by.why()).isPresent();
    }

    /** @return the id of what was kept; empty where there is no such row */
    public static OptionalLong keep(Connection connection, Hit hit, Why why) throws SQLException {
        var key = Tables.key(connection, hit.table());
        var copy = """
                insert into data_check_archive (org_id, check_name, fault, table_name, row_id, row_data, archived_by)
                select t.org_id, ?, ?, ?, ?, to_jsonb(t), ? from %s t where %s
                returning id
                """.formatted(hit.table(), key.isGiven());
        try (var insert = connection.prepareStatement(copy)) {
            insert.setString(1, why.check());
            insert.setString(2, why.fault());
            insert.setString(3, hit.table());
            insert.setString(4, hit.shown());
            insert.setString(5, why.actor());
            key.set(insert, 6, hit.id());
            try (var kept = insert.executeQuery()) {
                return kept.next() ? OptionalLong.of(kept.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    /** @return whether the row was there */
    static boolean remove(Connection connection, Hit hit, Mend.By by) throws SQLException {
        if (!keep(connection, hit, by)) {
            return false;
        }
        var key = Tables.key(connection, hit.table());
        try (var delete =
                connection.prepareStatement("delete from %s t where %s".formatted(hit.table(), key.isGiven()))) {
            key.set(delete, 1, hit.id());
            return delete.executeUpdate() > 0;
        }
    }
}
