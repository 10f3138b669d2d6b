package io.carillon.webhook.sms;

import java.time.Duration;
import java.util.Optional;

/** What came of asking Twilio to send a message: whether it has it, has it not, or nobody knows. */
sealed interface Answer {

    /** 201: Twilio has the message. */
    record Accepted(String sid) implements Answer {}

    /**
     * 4xx: Twilio does not have the message and says why.
     *
     * @param code of Twilio's error dictionary; 0 where the answer had none
     * @param retryAfter what Twilio asked for
     */
    record Refused(int status, int code, Optional<Duration> retryAfter) implements Answer {}

    /** The message did not reach Twilio. */
    record NotTaken(Why why, Optional<Duration> retryAfter) implements Answer {

        static NotTaken because(Why why) {
            return new NotTaken(why, Optional.empty());
        }
    }

    /** The message went out and no readable answer came: Twilio may have it. */
    record Unclear(Why why) implements Answer {}
}
