package io.carillon.webhook.directory;

import io.carillon.events.ClinicEvent.ClinicDescribed;
import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import io.carillon.events.Topic;
import io.carillon.kit.config.Deployment;
import io.carillon.kit.event.EventConsumers;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The clinics, in memory, from the compacted topic, and until that is heard from the file of the last run. Nobody who
 * answers a call waits for it: what is not known yet is answered as the default clinic.
 */
@ApplicationScoped
public class ClinicDirectory {

    private static final Logger LOG = Logger.getLogger(ClinicDirectory.class);

    private final EventConsumers consumers;
    private final String defaultCode;
    private final DirectoryFile file;

    /** What the file does not hold yet; guarded by this object, as is {@code latest}. */
    private boolean changed;

    /** What was said of each clinic last. */
    private final Map<UUID, CloudEvent<? extends Event>> latest = new HashMap<>();

    /** Replaced whole at each change, so that readers need no lock. */
    private volatile Snapshot snapshot;

    ClinicDirectory(EventConsumers consumers, DirectorySettings settings, Deployment deployment) {
        this.consumers = consumers;
        this.defaultCode = settings.defaultClinic();
        this.file = new DirectoryFile(settings.keptIn().resolve(deployment.replica() + ".clinics.json"));
        this.snapshot = Snapshot.of(Map.of(), defaultCode);
    }

    private record Snapshot(
            Map<UUID, Clinic> clinics,
            Map<String, Clinic> byNumber,
            Map<String, Clinic> byAssistant,
            Clinic defaultClinic) {

        static Snapshot of(Map<UUID, Clinic> clinics, String defaultCode) {
            var byNumber = new HashMap<String, Clinic>();
            var byAssistant = new HashMap<String, Clinic>();
            var defaultClinic = Clinic.UNKNOWN;
            for (var clinic : clinics.values()) {
                clinic.numbers().forEach(number -> byNumber.put(number, clinic));
                clinic.assistants().forEach(assistant -> byAssistant.put(assistant, clinic));
                if (clinic.code().equals(defaultCode)) {
                    defaultClinic = clinic;
                }
            }
            return new Snapshot(Map.copyOf(clinics), byNumber, byAssistant, defaultClinic);
        }
    }

    void follow(@Observes StartupEvent start) {
        file.read().forEach(this::accept);
        // Stopped by the kit together with the service.
        var unused = consumers.replay(Topic.CLINICS, (event, brokerTime) -> accept(event));
    }

    synchronized void accept(CloudEvent<? extends Event> event) {
        // Most of what a start hears from Kafka stood in the file.
        if (event.data() instanceof ClinicDescribed described && !event.equals(latest.get(described.orgId()))) {
            var clinics = new HashMap<>(snapshot.clinics());
            clinics.put(described.orgId(), Clinic.of(described));
            snapshot = Snapshot.of(clinics, defaultCode);
            latest.put(described.orgId(), event);
            changed = true;
        }
    }

    /** Not at every change: a start hears of all clinics one after the other. */
    @Scheduled(identity = "directory-file", every = "2s", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void keep() {
        List<CloudEvent<? extends Event>> events;
        synchronized (this) {
            if (!changed) {
                return;
            }
            changed = false;
            events = List.copyOf(latest.values());
        }
        try {
            file.write(events);
        } catch (IOException e) {
            LOG.warnf("the clinics cannot be written to disk (%s); trying again", e.getMessage());
            synchronized (this) {
                changed = true;
            }
        }
    }

    void keepLast(@Observes ShutdownEvent end) {
        keep();
    }

    /** The clinic that was called; the default clinic for a number we do not know or were not told. */
    public Clinic ofNumber(@Nullable String number) {
        return knownNumber(number).orElseGet(this::defaultClinic);
    }

    /** The clinic with this number in E.164; a channel's prefix, as in {@code whatsapp:+1…}, does not matter. */
    public Optional<Clinic> knownNumber(@Nullable String number) {
        if (number == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(snapshot.byNumber().get(number.substring(number.indexOf(':') + 1)));
    }

    public Optional<Clinic> ofId(UUID orgId) {
        return Optional.ofNullable(snapshot.clinics().get(orgId));
    }

    public Optional<Clinic> ofAssistant(@Nullable String assistant) {
        return assistant == null
                ? Optional.empty()
                : Optional.ofNullable(snapshot.byAssistant().get(assistant));
    }

    public Clinic defaultClinic() {
        return snapshot.defaultClinic();
    }

    /** How many have been described; the default clinic of an empty directory does not count. */
    public int size() {
        return snapshot.clinics().size();
    }

    /** All that are known; the default clinic alone while there is none. */
    public Collection<Clinic> all() {
        var clinics = snapshot.clinics().values();
        return clinics.isEmpty() ? List.of(defaultClinic()) : clinics;
    }
}
