package io.carillon.webhook.sms;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of a message next. */
sealed interface Step {

    /** Twilio has it. */
    record Sent(String sid) implements Step {}

    /** It arrived. */
    record Delivered(String sid) implements Step {}

    /**
     * To be sent, at a time.
     *
     * @param code of Twilio's; 0 for none
     * @param counted how it counts
     */
    record Again(Why why, int code, Instant at, Counted counted) implements Step {}

    /** What kind of failure an {@link Again} was. */
    enum Counted {
        /** Nobody's: nothing was tried. */
        NOT,
        /** Twilio was not reached or did not take it. */
        ATTEMPT,
        /** Twilio took it and the carrier did not deliver. */
        RESEND
    }

    /** Twilio may have it: it is looked up, at a time. */
    record LookUp(Why why, Instant at) implements Step {}

    /** Twilio may have it, and nobody will find out any more: shown, not sent again. */
    record Unknown(Why why) implements Step {}

    /** It is not tried any more. @param state {@code FAILED}, {@code UNDELIVERED} or {@code SUPPRESSED} */
    record Ended(State state, Why why, int code) implements Step {}

    /**
     * The whole account waits.
     *
     * @param why {@code RATE_LIMITED} or {@code CREDENTIAL_INVALID}
     */
    record Pause(Why why, int code, Instant until) {}

    /** @param pause null where only this message is concerned */
    record Result(Step step, @Nullable Pause pause) {

        static Result of(Step step) {
            return new Result(step, null);
        }
    }
}
