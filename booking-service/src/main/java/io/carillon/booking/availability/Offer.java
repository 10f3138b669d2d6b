package io.carillon.booking.availability;

import io.carillon.booking.schedule.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;

/** A slot with a doctor, as it can be offered to a caller. */
record Offer(String doctorId, TimeRange slot) {

    /**
     * Chooses what to offer of what several doctors have free: the earliest times, each once, because a caller who
     * hears the same time twice has no more choice; and where more than one doctor is free, the one who was offered
     * least so far, so that work spreads.
     *
     * @param freeByDoctor slots by doctor's id
     * @return at most {@code limit}, in order of time
     */
    static List<Offer> spread(Map<String, List<TimeRange>> freeByDoctor, int limit) {
        var doctorsAt = new TreeMap<TimeRange, List<String>>(
                Comparator.comparing(TimeRange::start).thenComparing(TimeRange::end));
        freeByDoctor.forEach((doctor, slots) -> slots.forEach(slot ->
                doctorsAt.computeIfAbsent(slot, any -> new ArrayList<>()).add(doctor)));
        var offered = new HashMap<String, Integer>();
        return doctorsAt.entrySet().stream()
                .limit(limit)
                .map(at -> leastOffered(at, offered))
                .toList();
    }

    private static Offer leastOffered(Entry<TimeRange, List<String>> at, Map<String, Integer> offered) {
        var doctor = at.getValue().stream()
                .min(Comparator.comparing((String id) -> offered.getOrDefault(id, 0))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
        offered.merge(doctor, 1, Integer::sum);
        return new Offer(doctor, at.getKey());
    }
}
