package io.carillon.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the telephone platforms told us; topic {@link Topic#CALLS}, in order per call. */
public sealed interface CallEvent extends Event {

    /** The telephone platform's id of the call (Twilio {@code CallSid}, Vapi {@code call.id}). */
    String callId();

    @Override
    default String key() {
        return callId();
    }

    /**
     * A callback whose signature held and that was recorded before it was answered.
     *
     * @param provider {@code twilio} or {@code vapi}
     * @param kind what the callback is about: {@code voice.incoming}, {@code voice.gather}, {@code voice.receptionist},
     *     {@code voice.status}, {@code tool-calls} …
     * @param path the request's path and query as received
     * @param parameters a form callback's fields in the order sent; empty for JSON
     * @param body a JSON callback's body with credentials redacted; null for a form
     */
    record CallbackAccepted(
            String callId,
            String provider,
            String kind,
            String path,
            List<Parameter> parameters,
            @Nullable String body) implements CallEvent {
        public CallbackAccepted {
            parameters = List.copyOf(parameters);
        }
    }

    /**
     * A caller has been told that an appointment is booked; recorded like a callback, so that a promise that nobody kept
     * is found (R-BOOK-10).
     *
     * @param provider {@code twilio} or {@code vapi}: on whose call it was said
     * @param appointmentId booking-service's, as it confirmed it
     * @param startTime of the appointment, as the caller was told
     */
    record AppointmentPromised(String callId, String provider, String appointmentId, Instant startTime)
            implements CallEvent {}

    /** One field of a form, repeated names kept apart. */
    record Parameter(String name, String value) {}
}
