package io.carillon.stack.client;

import io.carillon.stack.server.Databases;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A database of a test's own on the stack's server, in which it may break what it likes. Gone at the end. */
public final class ScratchDatabase implements AutoCloseable {

    private final URI server;
    private final String name;

    private ScratchDatabase(URI server, String name) {
        this.server = server;
        this.name = name;
    }

    /**
     * With the roles of every installation and no tables.
     *
     * @param tenant the module whose tests these are, as in {@link TestStack#attach}
     * @param name lower-case letters, digits and {@code _}
     */
    public static ScratchDatabase create(String tenant, String name) {
        var server = URI.create(TestStack.attach(tenant).databaseUrl("carillon_migrate"));
        var scratch = new ScratchDatabase(server, "scratch_" + tenant + "_" + name);
        scratch.drop();
        new Databases(server.getPort()).create(scratch.name);
        return scratch;
    }

    /** For JDBC. */
    public String url() {
        return "jdbc:postgresql://%s:%d/%s".formatted(server.getHost(), server.getPort(), name);
    }

    /** @param role as in the design's section 6 */
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
