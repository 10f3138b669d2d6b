package io.carillon.booking.datacheck;

import java.sql.Connection;
import java.sql.SQLException;

/** The table {@code data_check_archive}: rows as they were before a repair touched them. */
final class Archive {

    private Archive() {}

    /** @return whether the row is still there */
    static boolean keep(Connection connection, Hit hit, Mend.By by) throws SQLException {
        var key = Tables.key(connection, hit.table());
        var copy = """
                insert into data_check_archive (org_id, check_name, fault, table_name, row_id, row_data, archived_by)
                select t.org_id, ?, ?, ?, ?, to_jsonb(t), ? from %s t where %s
                """.formatted(hit.table(), key.isGiven());
        try (var insert = connection.prepareStatement(copy)) {
            insert.setString(1, by.fault().check().word());
            insert.setString(2, by.fault().name());
            insert.setString(3, hit.table());
            insert.setString(4, hit.shown());
            insert.setString(5, by.actor());
            key.set(insert, 6, hit.id());
            return insert.executeUpdate() > 0;
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
