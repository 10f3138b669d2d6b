package io.carillon.webhook.vapi;

import io.carillon.kit.database.Times;
import io.carillon.webhook.vapi.VapiCallView.MessageCount;
import io.carillon.webhook.vapi.VapiCallView.Sentence;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Questions to what Vapi has told. */
@ApplicationScoped
class VapiCallQueries {

    private static final String CALL = "select * from vapi_calls where call_id = ?";

    /** There are some thirty types. */
    private static final String MESSAGES = """
            select type, count, first_at, last_at, detail from vapi_call_events where call_id = ? order by type limit 100
            """;

    /** More than is said in an hour. */
    private static final String TRANSCRIPT = """
            select said_at, role, text from vapi_transcripts where call_id = ? order by said_at, ce_id, role limit 2000
            """;

    Optional<VapiCallView> one(Connection connection, String callId) throws SQLException {
        var messages = list(
                connection,
                MESSAGES,
                callId,
                row -> new MessageCount(
                        row.getString("type"),
                        row.getLong("count"),
                        Times.instant(row, "first_at"),
                        Times.instant(row, "last_at"),
                        row.getString("detail")));
        var transcript = list(
                connection,
                TRANSCRIPT,
                callId,
                row -> new Sentence(Times.instant(row, "said_at"), row.getString("role"), row.getString("text")));
        return list(connection, CALL, callId, row -> view(row, messages, transcript)).stream()
                .findFirst();
    }

    private static VapiCallView view(ResultSet row, List<MessageCount> messages, List<Sentence> transcript)
            throws SQLException {
        return new VapiCallView(
                row.getString("call_id"),
                row.getString("subject"),
                row.getString("assistant_id"),
                row.getString("status"),
                Times.instantOrNull(row, "started_at"),
                Times.instantOrNull(row, "ended_at"),
                row.getString("ended_reason"),
                row.getBigDecimal("duration_seconds"),
                row.getBigDecimal("cost"),
                row.getString("language"),
                row.getString("transferred_to"),
                row.getString("success_evaluation"),
                row.getBoolean("deleted"),
                Times.instant(row, "first_at"),
                Times.instant(row, "last_at"),
                messages,
                transcript);
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private static <T> List<T> list(Connection connection, String sql, String callId, Reading<T> reading)
            throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            select.setString(1, callId);
            try (var rows = select.executeQuery()) {
                var list = new ArrayList<T>();
                while (rows.next()) {
                    list.add(reading.of(rows));
                }
                return list;
            }
        }
    }
}
