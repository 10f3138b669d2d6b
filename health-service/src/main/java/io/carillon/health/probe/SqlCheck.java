package io.carillon.health.probe;

import java.sql.SQLException;
import java.time.Duration;

/**
 * Kind {@code sql}: a connection of its own and one statement. A pool would hide a server that takes no new connections
 * and would hang with one that has stopped answering.
 */
record SqlCheck(PostgresAddress address, String query, Duration limit) implements Check {

    @Override
    public CheckResult run() {
        try (var connection = address.connect(limit);
                var statement = connection.createStatement()) {
            statement.execute(query);
            return CheckResult.UP;
        } catch (SQLException e) {
            return CheckResult.down(why(e));
        }
    }

    private static Reason why(SQLException e) {
        return NetworkReason.of(e).orElseGet(() -> {
            var state = e.getSQLState();
            if (state == null) {
                return Reason.UNEXPECTED_ANSWER;
            }
            return state.startsWith("28") ? Reason.UNAUTHORIZED : new Reason("sqlstate-" + state);
        });
    }
}
