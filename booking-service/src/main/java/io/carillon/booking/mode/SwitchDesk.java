package io.carillon.booking.mode;

import io.carillon.booking.database.Transactions;
import io.carillon.booking.mode.Switches.FeatureState;
import io.carillon.booking.mode.Switches.PlatformState;
import io.carillon.booking.outbox.Outbox;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.kit.event.EventFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Switches, in this order: written and audited in one transaction, enforced in memory, and answered when the writes
 * that had begun before are over. So whoever has the answer knows that nothing more comes through this replica.
 */
@ApplicationScoped
class SwitchDesk {

    private static final Logger LOG = Logger.getLogger(SwitchDesk.class);

    private final Transactions transactions;
    private final SwitchRepository repository;
    private final SwitchBoard board;
    private final WriteGate gate;
    private final Outbox outbox;
    private final EventFactory events;
    private final ModeSettings settings;
    private final Clock clock;

    SwitchDesk(
            Transactions transactions,
            SwitchRepository repository,
            SwitchBoard board,
            WriteGate gate,
            Outbox outbox,
            EventFactory events,
            ModeSettings settings,
            Clock clock) {
        this.transactions = transactions;
        this.repository = repository;
        this.board = board;
        this.gate = gate;
        this.outbox = outbox;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    /** Who switches, from where, why, and until when as far as anybody knows. */
    record Order(
            String actor,
            String source,
            String reason,
            @Nullable Instant until) {}

    /** @param drained whether all writes that had begun before are over; if not, some were still under way */
    record Switched<S>(S state, boolean drained) {}

    /** Through the jobs' door: the mode belongs to no clinic. */
    Switched<PlatformState> switchTo(Mode mode, Order order) {
        var state = transactions.acrossClinics(connection -> switched(connection, mode, order));
        return new Switched<>(state, enforced());
    }

    private PlatformState switched(Connection connection, Mode mode, Order order) throws SQLException {
        repository.raiseVersion(connection);
        var before = repository.all(connection).platform();
        var since = before.mode() == mode ? before.since() : clock.instant();
        var state = new PlatformState(mode, order.reason(), order.actor(), since, order.until());
        repository.set(connection, state);
        var change = changed(order, "platform-mode", "platform", before.mode().word(), mode.word());
        outbox.append(connection, events.event(change));
        return state;
    }

    Switched<FeatureState> switchFeature(UUID clinic, Feature feature, boolean enabled, Order order) {
        var state = transactions.inClinic(clinic, connection -> switched(connection, clinic, feature, enabled, order));
        return new Switched<>(state, enforced());
    }

    private FeatureState switched(Connection connection, UUID clinic, Feature feature, boolean enabled, Order order)
            throws SQLException {
        repository.raiseVersion(connection);
        var before =
                Objects.requireNonNull(repository.ofClinic(connection, clinic).get(feature));
        var unchanged = before.enabled() == enabled && before.since() != null;
        var since = unchanged ? before.since() : clock.instant();
        var state = new FeatureState(feature, enabled, order.reason(), order.actor(), since, order.until());
        repository.set(connection, clinic, state);
        var change = changed(order, "feature", clinic + "/" + feature.word(), word(before.enabled()), word(enabled));
        outbox.append(connection, events.event(clinic, change));
        return state;
    }

    private ChangeRecorded changed(Order order, String resource, String id, String before, String after) {
        return new ChangeRecorded(
                order.actor(),
                resource,
                id,
                "SWITCH",
                before,
                after + ": " + order.reason(),
                order.source(),
                clock.instant());
    }

    private static String word(boolean enabled) {
        return enabled ? "enabled" : "disabled";
    }

    private boolean enforced() {
        outbox.ring();
        board.reload();
        try {
            var drained = gate.drain(settings.patience());
            if (!drained) {
                LOG.warnf("Writes that began before the switch are still under way after %s", settings.patience());
            }
            return drained;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
