package io.carillon.booking.datacheck;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Set;

/** One query over every table with tenants' rows, those of later migrations too. */
record ClinicSearch(String sql, Set<String> except) implements Search {

    ClinicSearch {
        except = Set.copyOf(except);
    }

    @Override
    public Found in(Connection connection, int most) throws SQLException {
        var selects = new ArrayList<String>();
        for (var table : Tables.ofTenants(connection)) {
            if (!except.contains(table)) {
                var rows = sql.formatted(table, Tables.key(connection, table).text());
                selects.add("select id, org_id, '" + table.replace("'", "''") + "' as hit from (" + rows + ") found");
            }
        }
        return selects.isEmpty() ? Found.NOTHING : Query.counted(connection, String.join(" union all ", selects), most);
    }
}
