package io.carillon.webhook.menu;

import io.carillon.webhook.call.Deadline;
import io.carillon.webhook.call.Person;
import io.carillon.webhook.call.RequestKey;
import io.carillon.webhook.directory.Clinic;
import org.jspecify.annotations.Nullable;

/**
 * The call whose caller has just answered.
 *
 * @param clinic whose number was called
 * @param callId Twilio's {@code CallSid}
 * @param phone the caller's number as Twilio gave it; null when it gave none
 * @param turn number of the question that was answered
 * @param deadline when an answer is of no use any more
 */
public record Call(Clinic clinic, String callId, @Nullable String phone, int turn, Deadline deadline) {

    Person person() {
        return new Person(null, phone);
    }

    /** The name of what this turn wants done: the same when the turn is answered once more. */
    RequestKey key(String what) {
        return RequestKey.of(callId, what, Integer.toString(turn));
    }
}
