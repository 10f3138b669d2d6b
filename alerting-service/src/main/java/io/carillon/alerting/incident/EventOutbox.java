package io.carillon.alerting.incident;

import io.carillon.alerting.pipeline.Change;
import io.carillon.alerting.pipeline.IncidentIds;
import io.carillon.alerting.wire.Wire;
import io.carillon.events.CloudEvent;
import io.carillon.events.EventCodec;
import io.carillon.events.IncidentEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lays an incident's events beside the change that they tell of, in the same transaction. */
final class EventOutbox {

    private static final EventCodec CODEC = new EventCodec();
    private static final String SOURCE = "/carillon/alerting-service";

    private final Connection connection;

    EventOutbox(Connection connection) {
        this.connection = connection;
    }

    void announce(Change change) throws SQLException {
        var event = eventOf(change);
        if (event == null) {
            return;
        }
        var clinic = change instanceof Change.Opened opened ? opened.alert().clinic() : null;
        var encoded = CODEC.encode(new CloudEvent<>(
                IncidentIds.part(change.incidentId(), event).toString(),
                SOURCE,
                change.at(),
                clinic == null ? null : UUID.fromString(clinic),
                null,
                null,
                event));
        Rows.update(
                connection,
                "INSERT INTO event_outbox (id, key, headers, value) VALUES (?::uuid, ?, ?::jsonb, ?)"
                        + " ON CONFLICT (id) DO NOTHING",
                encoded.headers().get("ce_id"),
                encoded.key(),
                Wire.write(encoded.headers()),
                encoded.value());
    }

    private static @Nullable IncidentEvent eventOf(Change change) {
        return switch (change) {
            case Change.Opened(var id, var alert, Instant _) ->
                new IncidentEvent.IncidentOpened(
                        id, alert.rank(), alert.label(), alert.rule(), alert.condition(), alert.pack(), alert.t0());
            case Change.Contributed(var id, var alert, var at) ->
                new IncidentEvent.IncidentJoined(id, alert.rule(), alert.condition(), at);
            case Change.Absorbed(var id, UUID _, var effect, var at) ->
                new IncidentEvent.IncidentJoined(id, effect.rule(), effect.condition(), at);
            case Change.Acknowledged(var id, var actor, var at) ->
                new IncidentEvent.IncidentAcknowledged(id, actor, at);
            case Change.Resolved(var id, var at) -> new IncidentEvent.IncidentResolved(id, null, at);
            case Change.Raised _,
                    Change.Eased _,
                    Change.LetGo _,
                    Change.Queued _,
                    Change.Withdrawn _,
                    Change.Attempted _,
                    Change.Unplaced _,
                    Change.Noted _ -> null;
        };
    }
}
