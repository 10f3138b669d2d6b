package io.carillon.alerting.incident;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.carillon.alerting.notify.Action;
import io.carillon.alerting.notify.Message;
import io.carillon.alerting.notify.Notification;
import io.carillon.alerting.notify.Target;
import io.carillon.alerting.pipeline.Alert;
import io.carillon.alerting.pipeline.Contributor;
import io.carillon.alerting.pipeline.OpenIncident;
import io.carillon.alerting.pipeline.Situation;
import io.carillon.alerting.pipeline.Told;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads what is open, as decisions need it. */
final class SituationReader implements History {

    private final Connection connection;

    SituationReader(Connection connection) {
        this.connection = connection;
    }

    /** A value that belongs to an incident. */
    private record Of<T>(UUID incident, T value) {}

    Situation situation() throws SQLException {
        var contributors = byIncident(Rows.query(connection, """
                SELECT c.incident_id, c.alert, c.cleared_at FROM incident_contributors c
                JOIN incidents i ON i.id = c.incident_id
                WHERE i.status IN ('open', 'acknowledged') AND c.let_go_at IS NULL
                ORDER BY c.joined_at""", SituationReader::contributor));
        var told = byIncident(
                Rows.query(connection, """
                SELECT n.* FROM notifications n JOIN incidents i ON i.id = n.incident_id
                WHERE i.status IN ('open', 'acknowledged') OR n.state = 'PENDING'
                ORDER BY n.seq""", row -> new Of<>(row.getObject("incident_id", UUID.class), told(row))));
        var open = Rows.query(
                connection,
                "SELECT id, alert, rank, status FROM incidents WHERE status IN ('open', 'acknowledged')"
                        + " ORDER BY opened_at",
                row -> incident(row, contributors, told));
        open.forEach(incident -> told.remove(incident.id()));
        return new Situation(open, told.values().stream().flatMap(List::stream).toList());
    }

    @Override
    public boolean knows(Alert alert) throws SQLException {
        return !Rows.query(
                        connection,
                        "SELECT 1 FROM incident_contributors WHERE rule = ? AND condition = ? AND t0 = ? LIMIT 1",
                        row -> true,
                        alert.rule(),
                        alert.condition(),
                        alert.t0())
                .isEmpty();
    }

    @Override
    public boolean away() {
        return false;
    }

    private static <T> Map<UUID, List<T>> byIncident(List<Of<T>> values) {
        return values.stream().collect(groupingBy(Of::incident, mapping(Of::value, toList())));
    }

    private static OpenIncident incident(
            ResultSet row, Map<UUID, List<Contributor>> contributors, Map<UUID, List<Told>> told) throws SQLException {
        var id = row.getObject("id", UUID.class);
        return new OpenIncident(
                id,
                Rows.json(row, "alert", Alert.class),
                row.getInt("rank"),
                row.getString("status").equals("acknowledged"),
                contributors.getOrDefault(id, List.of()),
                told.getOrDefault(id, List.of()));
    }

    private static Of<Contributor> contributor(ResultSet row) throws SQLException {
        return new Of<>(
                row.getObject("incident_id", UUID.class),
                new Contributor(
                        Rows.json(row, "alert", Alert.class),
                        Optional.ofNullable(Rows.instantOrNull(row, "cleared_at"))));
    }

    static Told told(ResultSet row) throws SQLException {
        var notification = new Notification(
                row.getObject("id", UUID.class),
                row.getObject("incident_id", UUID.class),
                row.getInt("rank"),
                new Target(row.getString("channel"), row.getString("target")),
                Action.valueOf(row.getString("action")),
                Rows.instant(row, "due_at"),
                Rows.json(row, "message", Message.class));
        return new Told(notification, Told.State.valueOf(row.getString("state")), row.getInt("attempts"));
    }
}
