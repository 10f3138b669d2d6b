package io.carillon.booking.datacheck;

import io.carillon.kit.database.Transactions;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of each table a database role sees while it works for a clinic (R-BOOK-19). The two roles that this service
 * logs in as are asked to count; for the others, whose passwords are none of its business, the catalog says what they
 * may see and the count is of that.
 */
@ApplicationScoped
class AccessReport {

    private static final String CALLERS = "carillon_booking";

    private static final String KNOWN = """
            select rolbypassrls or rolsuper from pg_roles where rolname = ? and rolname ~ '^carillon(_|$)'
            """;

    /** Tables with rows of clinics, and what the role may do with each. Owners are not bound by policies (ADR 12). */
    private static final String TABLES = """
            select quote_ident(t.relname), has_table_privilege(r.oid, t.oid, 'select'),
                   t.relrowsecurity and not (r.rolbypassrls or r.rolsuper or pg_has_role(r.oid, t.relowner, 'usage'))
            from pg_class t join pg_namespace n on n.oid = t.relnamespace
            cross join pg_roles r
            where n.nspname = 'public' and t.relkind in ('r', 'p') and r.rolname = ?
              and exists (select from pg_attribute o
                          where o.attrelid = t.oid and o.attname = 'org_id' and not o.attisdropped)
            order by 1
            """;

    private final Transactions transactions;

    AccessReport(Transactions transactions) {
        this.transactions = transactions;
    }

    /** What a role sees of a table. */
    enum Sees {
        /** It may not even ask. */
        DENIED,
        /** Row-level security: the rows of the clinic it works for, none when it has not said which. */
        ONE_CLINIC,
        /** Nothing holds it back. */
        EVERYTHING;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * @param clinic the clinic's id; null for a session that has not said which
     * @param measured whether the role itself was asked to count
     */
    @RegisterForReflection
    record Access(
            String role, @Nullable UUID clinic, boolean bypassesRowSecurity, boolean measured, List<Table> tables) {
        Access {
            tables = List.copyOf(tables);
        }
    }

    @RegisterForReflection
    record Table(String table, String sees, long rows) {}

    private record Right(String table, Sees sees) {}

    /** Empty for a role that is none of Carillon's. */
    Optional<Access> of(String role, Optional<UUID> clinic) {
        var bypasses = transactions.acrossClinics(connection -> bypasses(connection, role));
        if (bypasses.isEmpty()) {
            return Optional.empty();
        }
        var rights = transactions.acrossClinics(connection -> rights(connection, role));
        var asItself = role.equals(CALLERS);
        var tables = asItself
                ? asked(rights, clinic)
                : transactions.acrossClinics(connection -> derived(connection, rights, clinic));
        return Optional.of(new Access(
                role, clinic.orElse(null), bypasses.get(), asItself || role.equals("carillon_jobs"), tables));
    }

    private List<Table> asked(List<Right> rights, Optional<UUID> clinic) {
        return clinic.isPresent()
                ? transactions.inClinic(clinic.get(), connection -> counted(connection, rights))
                : transactions.atOnce(connection -> counted(connection, rights));
    }

    private static List<Table> counted(Connection connection, List<Right> rights) throws SQLException {
        var tables = new ArrayList<Table>();
        for (var right : rights) {
            tables.add(new Table(
                    right.table(),
                    right.sees().word(),
                    right.sees() == Sees.DENIED ? 0 : count(connection, right.table(), null)));
        }
        return tables;
    }

    private static List<Table> derived(Connection connection, List<Right> rights, Optional<UUID> clinic)
            throws SQLException {
        var tables = new ArrayList<Table>();
        for (var right : rights) {
            var rows = switch (right.sees()) {
                case DENIED -> 0;
                case ONE_CLINIC -> clinic.isEmpty() ? 0 : count(connection, right.table(), clinic.get());
                case EVERYTHING -> count(connection, right.table(), null);
            };
            tables.add(new Table(right.table(), right.sees().word(), rows));
        }
        return tables;
    }

    private static Optional<Boolean> bypasses(Connection connection, String role) throws SQLException {
        try (var select = connection.prepareStatement(KNOWN)) {
            select.setString(1, role);
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getBoolean(1)) : Optional.empty();
            }
        }
    }

    private static List<Right> rights(Connection connection, String role) throws SQLException {
        try (var select = connection.prepareStatement(TABLES)) {
            select.setString(1, role);
            var rights = new ArrayList<Right>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    var sees =
                            rows.getBoolean(2) ? rows.getBoolean(3) ? Sees.ONE_CLINIC : Sees.EVERYTHING : Sees.DENIED;
                    rights.add(new Right(rows.getString(1), sees));
                }
            }
            return rights;
        }
    }

    private static long count(Connection connection, String table, @Nullable UUID clinic) throws SQLException {
        var sql = "select count(*) from " + table + (clinic == null ? "" : " where org_id = ?");
        try (var select = connection.prepareStatement(sql)) {
            if (clinic != null) {
                select.setObject(1, clinic);
            }
            try (var row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
