package io.carillon.webhook.calllog;

import io.carillon.kit.database.Times;
import io.carillon.webhook.calllog.CallView.PromiseView;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Questions to the call log. */
@ApplicationScoped
class CallQueries {

    private static final String COLUMNS = """
            select call_id, provider, org_id, direction, from_number, to_number, status, language, outcome, ended_reason,
                   appointment_id, started_at, ended_at, duration_seconds, created_at, updated_at
            from patient_call_logs
            """;

    private static final String ONE = COLUMNS + "where call_id = ?";

    private static final String PAGE = COLUMNS + """
            where created_at >= ? and created_at < ?
              and (?::text is null or (created_at, call_id) < (select created_at, call_id from patient_call_logs
                                                               where call_id = ?))
            order by created_at desc, call_id desc limit ?
            """;

    /** A call has few turns; this many is more than it can have promises. */
    private static final String PROMISES = """
            select appointment_id, start_time, promised_at, kept_at from call_promises where call_id = ?
            order by promised_at, appointment_id limit 100
            """;

    Optional<CallView> one(Connection connection, String callId) throws SQLException {
        var promises = promises(connection, callId);
        try (var select = connection.prepareStatement(ONE)) {
            select.setString(1, callId);
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(view(row, promises)) : Optional.empty();
            }
        }
    }

    /**
     * Without their promises.
     *
     * @param after the last call of the page before; null for the first page
     */
    List<CallView> page(Connection connection, Instant from, Instant to, @Nullable String after, int limit)
            throws SQLException {
        try (var select = connection.prepareStatement(PAGE)) {
            select.setObject(1, Times.utc(from));
            select.setObject(2, Times.utc(to));
            select.setString(3, after);
            select.setString(4, after);
            select.setInt(5, limit);
            var page = new ArrayList<CallView>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    page.add(view(rows, List.of()));
                }
            }
            return page;
        }
    }

    private static List<PromiseView> promises(Connection connection, String callId) throws SQLException {
        try (var select = connection.prepareStatement(PROMISES)) {
            select.setString(1, callId);
            var promises = new ArrayList<PromiseView>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    promises.add(new PromiseView(
                            rows.getString(1),
                            Times.instant(rows, "start_time"),
                            Times.instant(rows, "promised_at"),
                            Times.instantOrNull(rows, "kept_at")));
                }
            }
            return promises;
        }
    }

    private static CallView view(ResultSet row, List<PromiseView> promises) throws SQLException {
        return new CallView(
                row.getString("call_id"),
                row.getString("provider"),
                row.getObject("org_id", UUID.class),
                row.getString("direction"),
                row.getString("from_number"),
                row.getString("to_number"),
                row.getString("status"),
                row.getString("language"),
                row.getString("outcome"),
                row.getString("ended_reason"),
                row.getString("appointment_id"),
                Times.instant(row, "started_at"),
                Times.instantOrNull(row, "ended_at"),
                row.getObject("duration_seconds", Integer.class),
                Times.instant(row, "created_at"),
                Times.instant(row, "updated_at"),
                promises);
    }
}
