package io.carillon.stack.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** Makes databases with the roles and grants of the design's section 6 on one PostgreSQL server. */
public final class Databases {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,40}");

    private final int port;

    public Databases(int port) {
        this.port = port;
    }

    /** Makes what is missing of the roles and of the database {@code name}; may be called again. */
    public void create(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a database's name is lower-case letters, digits and _: " + name);
        }
        try {
            try (var connection = connect("postgres")) {
                run(connection, script("roles.sql"));
                if (!exists(connection, name)) {
                    run(connection, "CREATE DATABASE " + name + " OWNER carillon_migrate");
                }
            }
            try (var connection = connect(name)) {
                run(connection, script("database.sql").replace("${database}", name));
            }
        } catch (SQLException e) {
            throw new ServerFailure("database %s on port %d: %s".formatted(name, port, e.getMessage()), e);
        }
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        try (var query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, name);
            try (var rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), "postgres", "");
    }

    private static String script(String name) {
        try (var resource = Databases.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
