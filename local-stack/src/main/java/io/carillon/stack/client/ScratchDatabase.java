package io.carillon.booking;

import io.carillon.stack.client.TestStack;
import io.carillon.stack.server.Databases;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;

/** A database of a test's own on the stack's server, in which it may break what it likes. Gone at the end. */
public final class ScratchDatabase implements AutoCloseable {

    private final URI server;
    private final String name;

    private ScratchDatabase(URI server, String name) {
        this.server = server;
        this.name = name;
    }

    /** With the roles of every installation and no tables. */
    public static ScratchDatabase create(String name) {
        var server = URI.create(TestStack.attach("booking").databaseUrl("carillon_migrate"));
        var scratch = new ScratchDatabase(server, "scratch_" + name);
        scratch.drop();
        new Databases(server.getPort()).create(scratch.name);
        return scratch;
    }

    /** The service's own migrations, as it would run them, without any invented clinics. */
    public Flyway flyway(MigrationVersion target) {
        return Flyway.configure()
                .dataSource(url(), "carillon_migrate", "dev")
                .locations("classpath:db/migration")
                .table("flyway_booking")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .initSql("set lock_timeout = '5s'")
                .target(target)
                .load();
    }

    public ScratchDatabase migrated() {
        flyway(MigrationVersion.LATEST).migrate();
        return this;
    }

    public String url() {
        return "jdbc:postgresql://%s:%d/%s".formatted(server.getHost(), server.getPort(), name);
    }

    public Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(url(), role, "dev");
    }

    /** As the owner of the tables. */
    public void sql(String... statements) {
        try (var connection = connect("carillon_migrate");
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(String.join("; ", statements), e);
        }
    }

    /** A script as {@code psql -1 -f} runs it. */
    public void inOneTransaction(String script) {
        try (var connection = connect("carillon_migrate");
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(script);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of every row, as text, read as the owner. */
    public List<String> rows(String query) {
        try (var connection = connect("carillon_migrate");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        drop();
    }

    private void drop() {
        var url = "jdbc:postgresql://%s:%d/postgres".formatted(server.getHost(), server.getPort());
        try (var connection = DriverManager.getConnection(url, "postgres", "");
                var statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name + " with (force)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
