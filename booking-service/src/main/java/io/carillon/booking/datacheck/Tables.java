package io.carillon.booking.datacheck;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the catalog says about tables: a check covers those of later migrations too. Names are quoted by PostgreSQL. */
public final class Tables {

    /** Of this service: it reads them for its callers, or writes them as a job. */
    private static final String OF_TENANTS = """
            select quote_ident(t.relname)
            from pg_class t join pg_namespace n on n.oid = t.relnamespace
            where n.nspname = 'public' and t.relkind in ('r', 'p')
              and exists (select from pg_attribute o
                          where o.attrelid = t.oid and o.attname = 'org_id' and not o.attisdropped)
              and has_table_privilege('carillon_jobs', t.oid, 'select')
              and (has_table_privilege('carillon_booking', t.oid, 'select, insert')
                   or has_table_privilege('carillon_jobs', t.oid, 'insert, update, delete'))
            order by 1
            """;

    private static final String KEY = """
            select quote_ident(a.attname), format_type(a.atttypid, null)
            from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
            where i.indrelid = ?::regclass and i.indisprimary
            order by array_position(i.indkey, a.attnum)
            """;

    /** Columns that point at an appointment's id, also where the clinic is part of the reference. */
    private static final String CHILDREN_OF_APPOINTMENTS = """
            select quote_ident(t.relname), quote_ident(child.attname)
            from pg_constraint c
            join pg_class t on t.oid = c.conrelid
            cross join unnest(c.conkey, c.confkey) as pair (child_column, parent_column)
            join pg_attribute child on child.attrelid = c.conrelid and child.attnum = pair.child_column
            join pg_attribute parent on parent.attrelid = c.confrelid and parent.attnum = pair.parent_column
            where c.contype = 'f' and c.confrelid = 'appointments'::regclass and parent.attname = 'id'
            order by 1, 2
            """;

    private Tables() {}

    /** A column of {@code table}. */
    record Column(String table, String name) {}

    /** @param parts columns of the primary key; the row's place where it lost that */
    public record Key(List<Part> parts) {

        public record Part(String column, String type) {}

        /** An expression for {@link Hit#id} on rows of {@code t}. */
        public String text() {
            return parts.size() == 1
                    ? "t." + parts.getFirst().column() + "::text"
                    : parts.stream()
                            .map(part -> "t." + part.column())
                            .collect(Collectors.joining(", ", "concat_ws(chr(31), ", ")"));
        }

        /** A condition on rows of {@code t}, whose parameters {@link #set} sets. */
        public String isGiven() {
            return parts.stream()
                    .map(part -> "t.%s = ?::%s".formatted(part.column(), part.type()))
                    .collect(Collectors.joining(" and "));
        }

        /** @return the number of the parameter after these */
        public int set(PreparedStatement statement, int first, String id) throws SQLException {
            var values = id.split(Hit.APART, -1);
            for (int i = 0; i < values.length; i++) {
                statement.setString(first + i, values[i]);
            }
            return first + values.length;
        }
    }

    /** Tables of this service with an {@code org_id}. */
    public static List<String> ofTenants(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(OF_TENANTS);
                var rows = select.executeQuery()) {
            var tables = new ArrayList<String>();
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
            return tables;
        }
    }

    public static Key key(Connection connection, String table) throws SQLException {
        try (var select = connection.prepareStatement(KEY)) {
            select.setString(1, table);
            var parts = new ArrayList<Key.Part>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    parts.add(new Key.Part(rows.getString(1), rows.getString(2)));
                }
            }
            return new Key(parts.isEmpty() ? List.of(new Key.Part("ctid", "tid")) : List.copyOf(parts));
        }
    }

    static List<Column> childrenOfAppointments(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(CHILDREN_OF_APPOINTMENTS);
                var rows = select.executeQuery()) {
            var children = new ArrayList<Column>();
            while (rows.next()) {
                children.add(new Column(rows.getString(1), rows.getString(2)));
            }
            return children;
        }
    }
}
