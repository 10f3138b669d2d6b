package io.carillon.booking.recovery;

import io.carillon.booking.Fixture;
import io.carillon.stack.client.ScratchDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;

/**
 * A backup that was restored into another database, as the setting of the tests names it: the same migrations, and the rows
 * of every table by {@code COPY}, which is what {@code pg_dump} and {@code pg_restore} do.
 */
final class Backup implements AutoCloseable {

    private static final String TABLES = """
            select format('%I', t.relname),
                   (select string_agg(format('%I', a.attname), ', ' order by a.attnum) from pg_attribute a
                    where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '')
            from pg_class t
            where t.relnamespace = 'public'::regnamespace and t.relkind = 'r' and t.relname not like 'flyway%'
            order by 1
            """;

    private final ScratchDatabase copy;

    private Backup(ScratchDatabase copy) {
        this.copy = copy;
    }

    private record Table(String name, String columns) {}

    /** Of everything, as it is now. */
    static Backup taken() {
        var copy = ScratchDatabase.create("booking", "copy");
        Flyway.configure()
                .dataSource(copy.url(), "carillon_migrate", "dev")
                .locations("classpath:db/migration")
                .table("flyway_booking")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        try (var from = unbound(Fixture.jdbcUrl("booking"));
                var to = unbound(copy.url())) {
            // One view of all tables, as pg_dump has it.
            from.setAutoCommit(false);
            from.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            for (var table : tables(to)) {
                to.createStatement().execute("delete from " + table.name());
                var rows = new ByteArrayOutputStream();
                from.unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut("copy %s (%s) to stdout".formatted(table.name(), table.columns()), rows);
                to.unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "copy %s (%s) from stdin".formatted(table.name(), table.columns()),
                                new ByteArrayInputStream(rows.toByteArray()));
            }
            from.rollback();
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
        return new Backup(copy);
    }

    /** Something that the copy is to be without, or to have otherwise. */
    void sql(String... statements) {
        copy.sql(statements);
    }

    /** Damages the service's own tables as a bad disk or a hand with every right does: no constraint, no trigger in the way. */
    static void damage(String... statements) {
        try (var connection = unbound(Fixture.jdbcUrl("booking"));
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        copy.close();
    }

    private static Connection unbound(String url) throws SQLException {
        var connection = DriverManager.getConnection(url, "postgres", "");
        connection.createStatement().execute("set session_replication_role = replica");
        return connection;
    }

    private static List<Table> tables(Connection connection) throws SQLException {
        var tables = new ArrayList<Table>();
        var rows = connection.createStatement().executeQuery(TABLES);
        while (rows.next()) {
            tables.add(new Table(rows.getString(1), rows.getString(2)));
        }
        return tables;
    }
}
