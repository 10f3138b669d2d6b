package io.carillon.health.probe;

import io.carillon.kit.config.DatabaseUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** A PostgreSQL server that is asked over a connection of its own each time, with a limit on every step. */
public record PostgresAddress(DatabaseUrl url) {

    private static final Driver DRIVER = new Driver();

    /** A new connection, made and used with no step longer than {@code limit}; the driver counts in whole seconds. */
    public Connection connect(Duration limit) throws SQLException {
        var seconds = Long.toString(Math.max(1, limit.plusMillis(999).toSeconds()));
        var properties = new Properties();
        PGProperty.USER.set(properties, url.user());
        PGProperty.PASSWORD.set(properties, url.password());
        PGProperty.CONNECT_TIMEOUT.set(properties, seconds);
        PGProperty.SOCKET_TIMEOUT.set(properties, seconds);
        PGProperty.APPLICATION_NAME.set(properties, "carillon-health");
        var connection = DRIVER.connect(url.jdbcUrl(), properties);
        if (connection == null) {
            throw new SQLException("the driver does not know this kind of address", "08001");
        }
        return connection;
    }
}
