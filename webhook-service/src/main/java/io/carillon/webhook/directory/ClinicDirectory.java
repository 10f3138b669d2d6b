package io.carillon.webhook.directory;

import io.carillon.events.ClinicEvent.ClinicDescribed;
import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import io.carillon.events.Topic;
import io.carillon.kit.event.EventConsumers;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The clinics, in memory, from the compacted topic. Nobody who answers a call waits for it: what is not known yet is
 * answered as the default clinic.
 */
@ApplicationScoped
public class ClinicDirectory {

    private final EventConsumers consumers;
    private final String defaultCode;

    /** Replaced whole at each change, so that readers need no lock. */
    private volatile Snapshot snapshot;

    ClinicDirectory(EventConsumers consumers, DirectorySettings settings) {
        this.consumers = consumers;
        this.defaultCode = settings.defaultClinic();
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
        // Stopped by the kit together with the service.
        var unused = consumers.replay(Topic.CLINICS, (event, brokerTime) -> accept(event));
    }

    synchronized void accept(CloudEvent<? extends Event> event) {
        if (event.data() instanceof ClinicDescribed described) {
            var clinics = new HashMap<>(snapshot.clinics());
            clinics.put(described.orgId(), Clinic.of(described));
            snapshot = Snapshot.of(clinics, defaultCode);
        }
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
        return clinics.isEmpty() ? java.util.List.of(defaultClinic()) : clinics;
    }
}
