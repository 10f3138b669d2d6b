package io.carillon.webhook.sms;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What Twilio says of messages that it may have. */
sealed interface Seen {

    /** Its messages to one number from one sender, newest first. */
    record Messages(List<Message> messages) implements Seen {
        public Messages {
            messages = List.copyOf(messages);
        }
    }

    /** Twilio could not be asked. */
    record NotAsked(Why why, Optional<Duration> retryAfter) implements Seen {}

    /**
     * A message as Twilio has it.
     *
     * @param status of Twilio's words
     * @param errorCode 0 for none
     * @param body empty where the account redacts
     */
    record Message(String sid, String status, int errorCode, String body, Instant created) {}
}
