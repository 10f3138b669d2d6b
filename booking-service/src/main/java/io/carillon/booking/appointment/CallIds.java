package io.carillon.booking.appointment;

import io.carillon.kit.query.JsonFields;
import org.jspecify.annotations.Nullable;

/** The field {@code callId}: on whose line is booked or held, as Twilio or Vapi name the call. */
public final class CallIds {

    /** As long as the column; Twilio's have 34 characters, Vapi's 36. */
    private static final int LONGEST = 128;

    private CallIds() {}

    /** Null where there is no call; what is there and is no id is a fault. */
    public static @Nullable String read(JsonFields fields) {
        var callId = fields.optionalText("callId", LONGEST);
        if (callId != null && callId.isBlank()) {
            fields.fault("callId is empty; leave it out where there is no call.");
        }
        return callId;
    }
}
