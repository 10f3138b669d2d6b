package io.carillon.health.view;

import io.carillon.events.HealthEvent.Outcome;
import io.carillon.health.watch.Watched;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The health of every probe, by the last look: an answer tells what is so now, while incidents wait for as many looks as
 * the pack wants.
 *
 * @param probes by probe id, in the pack's order
 * @param required those without which the platform cannot do its work, a part of {@code probes}
 */
record Board(SequencedMap<String, Health> probes, Map<String, Health> required) {

    static Board of(List<Watched> watched) {
        var probes = new LinkedHashMap<String, Health>();
        var required = new LinkedHashMap<String, Health>();
        for (var one : watched) {
            var health = health(one);
            probes.put(one.probe().id(), health);
            if (one.probe().required()) {
                required.put(one.probe().id(), health);
            }
        }
        return new Board(probes, required);
    }

    /** The health of the whole. */
    Health overall() {
        return Overall.of(required.values(), probes.values());
    }

    /** The health of one probe; disabled when the pack has none of that id. */
    Health probe(String id) {
        return probes.getOrDefault(id, Health.DISABLED);
    }

    /** By the last look. */
    static Health health(Watched watched) {
        return switch (watched) {
            case Watched.Off _ -> Health.DISABLED;
            case Watched.On(var _, var state) ->
                state.map(seen -> seen.last().outcome() == Outcome.UP ? Health.HEALTHY : Health.UNHEALTHY)
                        .orElse(Health.UNKNOWN);
        };
    }
}
