package io.carillon.booking.mode;

import io.carillon.booking.mode.Switches.FeatureState;
import io.carillon.booking.mode.Switches.PlatformState;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.outbox.ChangeTrail;
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
    private final ChangeTrail trail;
    private final ModeSettings settings;
    private final Clock clock;

    SwitchDesk(
            Transactions transactions,
            SwitchRepository repository,
            SwitchBoard board,
            WriteGate gate,
            ChangeTrail trail,
            ModeSettings settings,
            Clock clock) {
        this.transactions = transactions;
        this.repository = repository;
        this.board = board;
        this.gate = gate;
        this.trail = trail;
        this.settings = settings;
        this.clock = clock;
    }

    /** Who switches, why, and until when as far as anybody knows. */
    record Order(String actor, String reason, @Nullable Instant until) {}

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
        trail.changed(
                connection,
                null,
                "platform-mode",
                "platform",
                "SWITCH",
                before.mode().word(),
                said(mode.word(), order));
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
        var id = clinic + "/" + feature.word();
        trail.changed(connection, clinic, "feature", id, "SWITCH", word(before.enabled()), said(word(enabled), order));
        return state;
    }

    private static String said(String after, Order order) {
        return after + ": " + order.reason();
    }

    private static String word(boolean enabled) {
        return enabled ? "enabled" : "disabled";
    }

    private boolean enforced() {
        trail.committed();
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
