package io.carillon.booking.clinic;

import io.carillon.booking.mode.Features;
import io.carillon.booking.mode.PlatformMode;
import io.carillon.booking.mode.SwitchesChanged;
import io.carillon.events.ClinicEvent.ClinicDescribed;
import io.carillon.kit.database.DatabaseUnavailableException;
import io.carillon.kit.database.RolledBackException;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.outbox.Outbox;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Describes every clinic on {@code carillon.clinics} when the service starts, and again each one that has changed,
 * by whatever hand: it compares the tables with what it said last. Only these looks tell, one at a time, so that what is
 * on the topic last is never older than what a look before it found; whoever changes a clinic has it looked at at once.
 */
@ApplicationScoped
class ClinicAnnouncer {

    private static final Logger LOG = Logger.getLogger(ClinicAnnouncer.class);

    private final Transactions transactions;
    private final ClinicRepository clinics;
    private final Outbox outbox;
    private final EventFactory events;
    private final Features features;
    private final PlatformMode mode;
    private final Map<UUID, ClinicDescribed> announced = new HashMap<>();

    ClinicAnnouncer(
            Transactions transactions,
            ClinicRepository clinics,
            Outbox outbox,
            EventFactory events,
            Features features,
            PlatformMode mode) {
        this.transactions = transactions;
        this.clinics = clinics;
        this.outbox = outbox;
        this.events = events;
        this.features = features;
        this.mode = mode;
    }

    /** At once, and not at the first look: until then every caller would be told that nothing can be booked. */
    void announceAtStart(@Observes StartupEvent start) {
        Thread.ofVirtual().name("clinics-at-start").start(this::announceChanges);
    }

    /** Calls have to hear of a switch soon, not at the next look. */
    void announceSwitches(@Observes SwitchesChanged change) {
        Thread.ofVirtual().name("clinics-switched").start(this::announceChanges);
    }

    @Scheduled(
            every = "${carillon.clinics.look:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    synchronized void announceChanges() {
        try {
            var changed = transactions.acrossClinics(this::appendChanged);
            if (!changed.isEmpty()) {
                changed.forEach(clinic -> announced.put(clinic.orgId(), clinic));
                outbox.ring();
                LOG.infof("Described %d clinics", changed.size());
            }
        } catch (DatabaseUnavailableException | RolledBackException e) {
            // The database is away, or its tables are not there yet: the next look tells.
            LOG.debugf("clinics are described later: %s", e.getMessage());
        }
    }

    private List<ClinicDescribed> appendChanged(Connection connection) throws SQLException {
        var changed = clinics.all(connection).stream()
                .map(this::described)
                .filter(clinic -> !clinic.equals(announced.get(clinic.orgId())))
                .toList();
        for (var clinic : changed) {
            outbox.append(connection, events.event(clinic.orgId(), clinic));
        }
        return changed;
    }

    /** The registry's description, and what is switched off at the moment. */
    private ClinicDescribed described(Clinic clinic) {
        var known = clinic.described();
        return new ClinicDescribed(
                known.orgId(),
                known.code(),
                known.name(),
                known.zone(),
                known.language(),
                known.emergencyNumber(),
                known.transferNumber(),
                known.numbers(),
                known.assistants(),
                known.pack(),
                features.disabled(known.orgId()),
                mode.mode().word(),
                features.enabled(known.orgId()),
                known.receptionist());
    }
}
