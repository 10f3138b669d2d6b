package io.carillon.webhook.sms;

import io.carillon.webhook.sms.Step.Counted;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A step as it is written into a message's row.
 *
 * @param claim under which the step was taken; null for what is a fact whoever found it out
 * @param code 0 for none
 * @param due when to look at the row again; null for never
 * @param sid a message of Twilio's that turned out to be this one; null for none
 */
record Change(
        UUID id,
        @Nullable Long claim,
        State state,
        @Nullable Why why,
        int code,
        @Nullable Instant due,
        @Nullable String sid,
        int attempts,
        int resends) {

    /** What a worker found out. */
    static Change of(Claim claim, Step step) {
        var fact = step instanceof Step.Sent || step instanceof Step.Delivered;
        return of(claim.id(), fact ? null : claim.number(), step, null);
    }

    /** What Twilio told. @param sid of the message that it told of */
    static Change of(UUID id, Step step, String sid) {
        return of(id, null, step, sid);
    }

    private static Change of(UUID id, @Nullable Long claim, Step step, @Nullable String sid) {
        var base = new Change(id, claim, State.UNKNOWN, null, 0, null, sid, 0, 0);
        return switch (step) {
            case Step.Sent(String accepted) ->
                base.to(State.SENT, null, 0, null).with(accepted);
            case Step.Delivered(String arrived) ->
                base.to(State.DELIVERED, null, 0, null).with(arrived);
            case Step.Again(Why why, int code, Instant at, Counted counted) ->
                base.to(State.QUEUED, why, code, at).counting(counted);
            case Step.LookUp(Why why, Instant at) ->
                base.to(State.UNKNOWN, why, 0, at).counting(Counted.ATTEMPT);
            case Step.Unknown(Why why) -> base.to(State.UNKNOWN, why, 0, null);
            case Step.Ended(State state, Why why, int code) -> base.to(state, why, code, null);
        };
    }

    private Change to(State next, @Nullable Why reason, int errorCode, @Nullable Instant at) {
        return new Change(id, claim, next, reason, errorCode, at, sid, attempts, resends);
    }

    private Change with(String known) {
        return new Change(id, claim, state, why, code, due, known, attempts, resends);
    }

    private Change counting(Counted counted) {
        return switch (counted) {
            case NOT -> this;
            case ATTEMPT -> new Change(id, claim, state, why, code, due, sid, 1, 0);
            case RESEND -> new Change(id, claim, state, why, code, due, sid, 0, 1);
        };
    }
}
