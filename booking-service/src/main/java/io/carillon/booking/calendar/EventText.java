package io.carillon.booking.calendar;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What Google is told of an appointment: that the doctor is taken, and when. No name, no number, no reason and no type
 * (which can name an illness), nobody invited; whoever needs more asks us with the appointment's id (ADR 14).
 */
final class EventText {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private EventText() {}

    /** Calendar API v3, resource Events; for an insert as for a patch, which brings a deleted event back. */
    static ObjectNode of(UUID appointment, Claim.Wanted wanted) {
        var event = JSON.objectNode();
        event.put("id", EventId.of(appointment));
        event.put("status", "confirmed");
        event.put("summary", wanted.language().equals("fr") ? "Rendez-vous" : "Appointment");
        event.put("visibility", "private");
        event.set("start", time(wanted.start(), wanted.zone()));
        event.set("end", time(wanted.end(), wanted.zone()));
        event.putObject("extendedProperties").putObject("private").put("carillonAppointment", appointment.toString());
        return event;
    }

    private static ObjectNode time(Instant time, @Nullable String zone) {
        var moment = JSON.objectNode().put("dateTime", time.toString());
        return zone == null ? moment : moment.put("timeZone", zone);
    }
}
