package io.carillon.alerting.incident;

import io.carillon.alerting.pipeline.Alert;
import io.carillon.alerting.pipeline.Change;
import io.carillon.alerting.pipeline.IncidentIds;
import io.carillon.alerting.pipeline.Told;
import io.carillon.alerting.wire.Wire;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes changes. Each may be written again (from the journal, after a commit whose answer was lost) and changes nothing
 * the second time.
 */
final class ChangeWriter {

    private final Connection connection;
    private final EventOutbox events;

    ChangeWriter(Connection connection) {
        this.connection = connection;
        this.events = new EventOutbox(connection);
    }

    void write(Change change) throws SQLException {
        switch (change) {
            case Change.Opened opened -> open(opened);
            case Change.Contributed contributed -> {
                contribute(contributed.incidentId(), contributed.alert(), contributed.at());
                note(
                        change,
                        "joined",
                        joined(contributed.alert()),
                        contributed.alert().rule());
            }
            case Change.Absorbed absorbed -> absorb(absorbed);
            case Change.Raised raised -> raise(raised);
            case Change.Eased eased -> ease(eased);
            case Change.LetGo letGo -> letGo(letGo);
            case Change.Resolved resolved -> resolve(resolved);
            case Change.Acknowledged acknowledged -> acknowledge(acknowledged);
            case Change.Queued queued -> queue(queued);
            case Change.Withdrawn withdrawn -> withdraw(withdrawn);
            case Change.Attempted attempted -> attempted(attempted);
            case Change.Unplaced _ -> {} // IncidentDesk places it, once all others are written
            case Change.Noted noted -> note(change, "note", noted.text(), null);
        }
        events.announce(change);
    }

    /** A condition that another replica opened meanwhile under another id keeps that one; ours ends as joined. */
    private void open(Change.Opened opened) throws SQLException {
        var alert = opened.alert();
        var other = Rows.query(
                connection,
                "SELECT id FROM incidents WHERE condition = ? AND id <> ? AND status IN ('open', 'acknowledged')",
                row -> row.getObject("id", UUID.class),
                alert.condition(),
                opened.incidentId());
        var joinedInto = other.isEmpty() ? null : other.getFirst();
        Rows.update(
                connection,
                """
                INSERT INTO incidents (id, condition, rule, rank, label, pack, respond_by, status, opened_at,
                  joined_into, alert)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
                ON CONFLICT (id) DO UPDATE SET status = EXCLUDED.status, joined_into = EXCLUDED.joined_into
                WHERE incidents.status = 'joined' AND EXISTS (SELECT FROM incident_contributors c
                  WHERE c.incident_id = incidents.joined_into AND c.condition = incidents.condition
                    AND c.let_go_at IS NOT NULL)""",
                opened.incidentId(),
                alert.condition(),
                alert.rule(),
                alert.rank(),
                alert.label(),
                alert.pack(),
                alert.respondBy(),
                joinedInto == null ? "open" : "joined",
                alert.t0(),
                joinedInto,
                Wire.write(alert));
        contribute(opened.incidentId(), alert, opened.at());
        if (joinedInto != null) {
            contribute(joinedInto, alert, opened.at());
        }
        note(
                opened,
                "opened",
                "%s: %s (%s, limit %s)"
                        .formatted(
                                alert.label(),
                                alert.message().summary(),
                                alert.message().value(),
                                alert.message().limit()),
                alert.rule());
    }

    private void contribute(UUID incident, Alert alert, Instant at) throws SQLException {
        Rows.update(
                connection,
                """
                INSERT INTO incident_contributors (incident_id, rule, condition, t0, since, joined_at, alert)
                VALUES (?, ?, ?, ?, ?, ?, ?::jsonb)
                ON CONFLICT (incident_id, rule, condition, t0) DO UPDATE SET let_go_at = NULL
                WHERE incident_contributors.let_go_at < EXCLUDED.joined_at""",
                incident,
                alert.rule(),
                alert.condition(),
                alert.t0(),
                alert.since(),
                at,
                Wire.write(alert));
    }

    private void absorb(Change.Absorbed absorbed) throws SQLException {
        contribute(absorbed.incidentId(), absorbed.effect(), absorbed.at());
        Rows.update(
                connection,
                "UPDATE incidents SET status = 'joined', joined_into = ? WHERE id = ?"
                        + " AND status IN ('open', 'acknowledged')",
                absorbed.incidentId(),
                absorbed.effectId());
        note(absorbed, "joined", joined(absorbed.effect()), absorbed.effect().rule());
        note(
                absorbed.effectId(),
                IncidentIds.part(absorbed.effectId(), "joined-into", absorbed.incidentId(), absorbed.at()),
                absorbed.at(),
                "joined-into",
                "Explained by incident " + absorbed.incidentId(),
                null);
    }

    private static String joined(Alert alert) {
        return "%s: %s (%s, limit %s)"
                .formatted(
                        alert.condition(),
                        alert.message().summary(),
                        alert.message().value(),
                        alert.message().limit());
    }

    private void raise(Change.Raised raised) throws SQLException {
        Rows.update(
                connection,
                "UPDATE incidents SET rank = ?, label = ?, respond_by = least(respond_by, ?) WHERE id = ? AND rank > ?",
                raised.rank(),
                raised.label(),
                raised.respondBy(),
                raised.incidentId(),
                raised.rank());
        note(raised, "raised", "Rank raised to " + raised.label(), raised.rule());
    }

    private void ease(Change.Eased eased) throws SQLException {
        Rows.update(
                connection,
                "UPDATE incident_contributors SET cleared_at = coalesce(cleared_at, ?)"
                        + " WHERE incident_id = ? AND rule = ? AND condition = ? AND t0 = ?",
                eased.at(),
                eased.incidentId(),
                eased.rule(),
                eased.condition(),
                eased.t0());
        note(eased, "cleared", eased.condition() + " is clear", eased.rule());
    }

    private void letGo(Change.LetGo letGo) throws SQLException {
        Rows.update(
                connection,
                "UPDATE incident_contributors SET let_go_at = coalesce(let_go_at, ?)"
                        + " WHERE incident_id = ? AND rule = ? AND condition = ? AND t0 = ?",
                letGo.at(),
                letGo.incidentId(),
                letGo.alert().rule(),
                letGo.alert().condition(),
                letGo.alert().t0());
        note(letGo, "let-go", letGo.alert().condition() + " was not explained by this and stands for itself", null);
    }

    private void resolve(Change.Resolved resolved) throws SQLException {
        Rows.update(
                connection,
                "UPDATE incidents SET status = 'resolved', resolved_at = ? WHERE id = ?"
                        + " AND status IN ('open', 'acknowledged')",
                resolved.at(),
                resolved.incidentId());
        note(resolved, "resolved", "Every condition is clear", null);
    }

    private void acknowledge(Change.Acknowledged acknowledged) throws SQLException {
        Rows.update(connection, """
                UPDATE incidents SET acknowledged_at = ?, acknowledged_by = ?,
                  status = CASE status WHEN 'open' THEN 'acknowledged' ELSE status END
                WHERE id = ? AND acknowledged_at IS NULL""", acknowledged.at(), acknowledged.actor(), acknowledged.incidentId());
        note(acknowledged, "acknowledged", "Acknowledged", acknowledged.actor());
    }

    private void queue(Change.Queued queued) throws SQLException {
        var notification = queued.notification();
        Rows.update(
                connection,
                """
                INSERT INTO notifications (id, incident_id, rank, channel, target, action, state, due_at, message)
                VALUES (?, ?, ?, ?, ?, ?, 'PENDING', ?, ?::jsonb) ON CONFLICT (id) DO NOTHING""",
                notification.id(),
                notification.incidentId(),
                notification.rank(),
                notification.target().channel(),
                notification.target().address(),
                notification.action().name(),
                notification.dueAt(),
                Wire.write(notification.message()));
    }

    private void withdraw(Change.Withdrawn withdrawn) throws SQLException {
        Rows.update(
                connection,
                "UPDATE notifications SET state = 'WITHDRAWN', done_at = ? WHERE id = ? AND state = 'PENDING'",
                withdrawn.at(),
                withdrawn.notification());
    }

    private void attempted(Change.Attempted attempted) throws SQLException {
        Rows.update(
                connection,
                """
                UPDATE notifications SET state = ?, attempts = greatest(attempts, ?), last_result = ?, due_at = ?, claimed_until = NULL,
                  done_at = CASE WHEN ? THEN NULL ELSE ?::timestamptz END
                WHERE id = ? AND state IN ('PENDING', 'WITHDRAWN')""",
                attempted.state().name(),
                attempted.attempt(),
                attempted.result(),
                attempted.nextDue(),
                attempted.state() == Told.State.PENDING,
                attempted.at(),
                attempted.notification());
        Rows.update(
                connection,
                "INSERT INTO notification_attempts (notification_id, attempt, at, result) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                attempted.notification(),
                attempted.attempt(),
                attempted.at(),
                attempted.result());
    }

    private void note(Change change, String kind, String text, @Nullable String actor) throws SQLException {
        var id = IncidentIds.part(change.incidentId(), kind, change.at(), text);
        note(change.incidentId(), id, change.at(), kind, text, actor);
    }

    private void note(UUID incident, UUID id, Instant at, String kind, String text, @Nullable String actor)
            throws SQLException {
        Rows.update(
                connection,
                "INSERT INTO incident_timeline (incident_id, id, at, kind, text, actor) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (id) DO NOTHING",
                incident,
                id,
                at,
                kind,
                text,
                actor);
    }
}
