package io.carillon.webhook.vapi;

import io.carillon.webhook.call.BookedSlot;
import io.carillon.webhook.call.Slot;
import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.prompt.Prompts;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Slots and appointments as an assistant can read them out, and name them when it calls the next tool. */
final class Wording {

    private static final Prompts PROMPTS = Prompts.load();

    private Wording() {}

    static String slot(Clinic clinic, Slot slot) {
        return "%s (%s)".formatted(spoken(clinic, slot), named(clinic, slot));
    }

    static String slots(Clinic clinic, List<Slot> slots) {
        return list(slots, slot -> slot(clinic, slot));
    }

    static String appointment(Clinic clinic, BookedSlot booked) {
        return "%s (appointmentId %s, %s)"
                .formatted(spoken(clinic, booked.slot()), booked.appointmentId(), named(clinic, booked.slot()));
    }

    static String appointments(Clinic clinic, List<BookedSlot> booked) {
        return list(booked, appointment -> appointment(clinic, appointment));
    }

    static String spoken(Clinic clinic, Slot slot) {
        return PROMPTS.spoken(clinic.language(), slot.start().atZone(clinic.zone()));
    }

    private static String named(Clinic clinic, Slot slot) {
        return "startTime %s, durationMinutes %d, doctorId %s"
                .formatted(
                        slot.start().atZone(clinic.zone()).toOffsetDateTime(),
                        Duration.between(slot.start(), slot.end()).toMinutes(),
                        slot.doctorId());
    }

    private static <T> String list(List<T> things, Function<T, String> word) {
        return things.stream().map(word).collect(Collectors.joining("; "));
    }
}
