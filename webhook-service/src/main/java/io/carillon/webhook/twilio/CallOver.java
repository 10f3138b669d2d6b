package io.carillon.webhook.twilio;

import java.util.Set;

/** Tells whether a callback is about a call that has ended: the caller hung up while we were asked what to do next. */
final class CallOver {

    /** After these Twilio says no more of a call (twilio.com/docs/voice/api/call-resource, call status values). */
    private static final Set<String> FINAL = Set.of("completed", "busy", "failed", "no-answer", "canceled");

    private CallOver() {}

    static boolean in(TwilioCallback callback) {
        var status = callback.first("CallStatus");
        return status != null && FINAL.contains(status);
    }
}
