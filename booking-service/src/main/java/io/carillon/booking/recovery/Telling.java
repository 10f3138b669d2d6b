package io.carillon.booking.recovery;

import io.carillon.booking.recovery.Told.Moment;
import io.carillon.events.BookingEvent;
import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import io.carillon.events.PatientEvent.PatientErased;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What {@code carillon.bookings} told, gathered by appointment; and who was erased meanwhile. */
final class Telling {

    private final Map<UUID, List<Moment>> moments = new LinkedHashMap<>();
    private final List<Erasure> erasures = new ArrayList<>();

    /**
     * A patient who was erased.
     *
     * @param toldAt whatever was told of the patient before is of nobody, the cancellations of that moment among it
     */
    record Erasure(UUID clinic, String patientId, String replacement, Instant erasedAt, Instant toldAt) {}

    void hear(CloudEvent<? extends Event> event) {
        var clinic = event.clinic();
        if (clinic == null) {
            return;
        }
        switch (event.data()) {
            case BookingEvent booking ->
                Told.appointment(booking)
                        .flatMap(Telling::id)
                        .ifPresent(id -> moments.computeIfAbsent(id, _ -> new ArrayList<>(2))
                                .add(new Moment(event.time(), clinic, booking)));
            case PatientErased erased ->
                erasures.add(
                        new Erasure(clinic, erased.patientId(), erased.replacement(), erased.erasedAt(), event.time()));
            // The topic may carry more, which is no state of an appointment.
            default -> {}
        }
    }

    /** In the order of their last events, under the ids that patients have now. */
    List<Told> appointments() {
        var erased = new LinkedHashMap<String, List<Erasure>>();
        for (var erasure : erasures) {
            erased.computeIfAbsent(erasure.clinic() + erasure.patientId(), _ -> new ArrayList<>(1))
                    .add(erasure);
        }
        return moments.entrySet().stream()
                .map(one -> Told.of(one.getKey(), one.getValue()))
                .map(told -> replaced(told, erased.getOrDefault(told.clinic() + told.patientId(), List.of())))
                .sorted(Comparator.comparing(Told::at).thenComparing(Told::id))
                .toList();
    }

    /** Appointments told of. */
    int count() {
        return moments.size();
    }

    List<Erasure> erasures() {
        return List.copyOf(erasures);
    }

    /** The id may be somebody else's by now: only what was told before the erasure was of the one who was erased. */
    private static Told replaced(Told told, List<Erasure> ofPatient) {
        return ofPatient.stream()
                .filter(erasure -> !erasure.toldAt().isBefore(told.at()))
                .min(Comparator.comparing(Erasure::toldAt))
                .map(erasure -> told.ofPatient(erasure.replacement()))
                .orElse(told);
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
