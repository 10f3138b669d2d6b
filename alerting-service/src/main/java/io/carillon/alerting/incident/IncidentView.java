package io.carillon.alerting.incident;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.carillon.alerting.pipeline.Alert;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An incident as {@code GET /api/incidents} shows it. */
final class IncidentView {

    private IncidentView() {}

    /**
     * One incident.
     *
     * @param openedAt when the rule became true, by the brokers' clock
     * @param t0 the same, by the name it has in the definition of a detection's time (design, section 4)
     * @param committedAt when the incident was in the store; from {@code t0} to here is the detection's time
     * @param respondBy by when a person must have answered, as the pack had it at the opening
     * @param joinedInto the incident that explains this one
     */
    @RegisterForReflection
    record Summary(
            UUID id,
            int rank,
            String label,
            String rule,
            String condition,
            String status,
            String service,
            @Nullable String clinic,
            String summary,
            String value,
            String limit,
            Instant since,
            Instant openedAt,
            Instant t0,
            Instant committedAt,
            Instant respondBy,
            @Nullable Instant acknowledgedAt,
            @Nullable String acknowledgedBy,
            @Nullable Instant resolvedAt,
            @Nullable UUID joinedInto,
            String team,
            @Nullable String runbook,
            @Nullable String diagnosis,
            String pack) {}

    @RegisterForReflection
    record Page(List<Summary> incidents) {}

    /** One incident with everything that happened to it. */
    @RegisterForReflection
    record Detail(
            @JsonUnwrapped Summary incident,
            List<Entry> timeline,
            List<Contributing> contributors,
            List<Telling> notifications) {}

    @RegisterForReflection
    record Entry(
            Instant at, String kind, String text, @Nullable String actor) {}

    /** A firing that belongs to the incident. */
    @RegisterForReflection
    record Contributing(
            String rule,
            String condition,
            Instant since,
            Instant joinedAt,
            @Nullable Instant clearedAt,
            @Nullable Instant letGoAt) {}

    /** A notification and its log. */
    @RegisterForReflection
    record Telling(
            String channel,
            String target,
            String action,
            String state,
            Instant dueAt,
            int attempts,
            @Nullable String lastResult,
            @Nullable Instant doneAt) {}

    static Summary summary(ResultSet row) throws SQLException {
        var alert = Rows.json(row, "alert", Alert.class);
        var message = alert.message();
        return new Summary(
                row.getObject("id", UUID.class),
                row.getInt("rank"),
                row.getString("label"),
                row.getString("rule"),
                row.getString("condition"),
                row.getString("status"),
                message.service(),
                message.clinic(),
                message.summary(),
                message.value(),
                message.limit(),
                alert.since(),
                Rows.instant(row, "opened_at"),
                Rows.instant(row, "opened_at"),
                Rows.instant(row, "committed_at"),
                Rows.instant(row, "respond_by"),
                Rows.instantOrNull(row, "acknowledged_at"),
                row.getString("acknowledged_by"),
                Rows.instantOrNull(row, "resolved_at"),
                row.getObject("joined_into", UUID.class),
                message.team(),
                message.runbook(),
                message.diagnosis(),
                row.getString("pack"));
    }

    static Entry entry(ResultSet row) throws SQLException {
        return new Entry(Rows.instant(row, "at"), row.getString("kind"), row.getString("text"), row.getString("actor"));
    }

    static Contributing contributing(ResultSet row) throws SQLException {
        return new Contributing(
                row.getString("rule"),
                row.getString("condition"),
                Rows.instant(row, "since"),
                Rows.instant(row, "joined_at"),
                Rows.instantOrNull(row, "cleared_at"),
                Rows.instantOrNull(row, "let_go_at"));
    }

    static Telling telling(ResultSet row) throws SQLException {
        return new Telling(
                row.getString("channel"),
                row.getString("target"),
                row.getString("action"),
                row.getString("state"),
                Rows.instant(row, "due_at"),
                row.getInt("attempts"),
                row.getString("last_result"),
                Rows.instantOrNull(row, "done_at"));
    }
}
