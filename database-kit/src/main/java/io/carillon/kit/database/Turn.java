package io.carillon.kit.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The right to do a job, which over all replicas one transaction has at a time; given back when that ends.
 *
 * @param name of the job, the same at every replica
 */
public record Turn(String name) {

    /** @return false when somebody else is at it */
    public boolean taken(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("select pg_try_advisory_xact_lock(hashtext(?))")) {
            select.setString(1, name);
            try (var row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Waits until nobody else is at it. */
    public void await(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("select pg_advisory_xact_lock(hashtext(?))")) {
            select.setString(1, name);
            select.execute();
        }
    }
}
