package io.carillon.booking.appointment;

import io.carillon.kit.database.Times;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Binds parameters in the order in which they stand in the text. */
final class StatementParameters {

    private final PreparedStatement statement;
    private int last;

    StatementParameters(PreparedStatement statement) {
        this.statement = statement;
    }

    StatementParameters add(@Nullable Object value) throws SQLException {
        statement.setObject(++last, value instanceof Instant time ? Times.utc(time) : value);
        return this;
    }
}
