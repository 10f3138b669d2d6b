package io.carillon.health.probe;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;

/**
 * Kind {@code sql}: a connection of its own and one statement. A pool would hide a server that takes no new connections
 * and would hang with one that has stopped answering.
 */
record SqlCheck(PostgresAddress address, String query, Duration limit) implements Check {

    /** SQLSTATE's class for it; the driver leaves the state out where its own socket fails. */
    private static final String BROKEN_CONNECTION = "08";

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
            var state = Objects.requireNonNullElse(e.getSQLState(), BROKEN_CONNECTION);
            return switch (state.substring(0, 2)) {
                case BROKEN_CONNECTION -> Reason.RESET;
                case "28" -> Reason.UNAUTHORIZED;
                default -> new Reason("sqlstate-" + state);
            };
        });
    }
}
