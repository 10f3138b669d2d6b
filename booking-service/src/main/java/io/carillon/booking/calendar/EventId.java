package io.carillon.booking.calendar;

import java.util.UUID;

/**
 * The id under which an appointment's event is known at Google, always the same for the same appointment: a repeated
 * insert is refused (409) instead of doubled. Google takes 5 to 1024 characters of {@code [0-9a-v]} (Calendar API v3,
 * Events: id).
 */
final class EventId {

    private static final String PREFIX = "carillon";

    private EventId() {}

    static String of(UUID appointment) {
        return PREFIX + appointment.toString().replace("-", "");
    }
}
