package io.carillon.webhook.sms;

import io.carillon.kit.retry.Pauses;
import io.carillon.webhook.call.Deadline;
import io.carillon.webhook.sms.Conversations.Asked;
import io.carillon.webhook.sms.Conversations.Conversation;
import io.carillon.webhook.sms.Conversations.Ticket;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets the messages of one conversation in one after the other, over all replicas. On the telephone Twilio posts an answer
 * after we have asked; in writing it posts each message as it comes, to whichever replica.
 *
 * <p><b>Promised</b>, while Redis keeps what it was told: never two at once, within the time a lock holds; who holds one and
 * dies is waited for no longer than that; booking-service is told the same deadline and writes nothing after it, so neither
 * does who holds one too long. Messages are let in in the order in which Redis first heard of them. <b>Not promised</b>: that
 * this is the order in which they were written, since Twilio posts them over connections of their own; nor the place of a
 * message whose replica was silent for {@link Conversations#UNHEARD}. Where Redis loses a lock, as when a replica of it takes
 * over, two messages may be let in, as they would be without it.
 */
@ApplicationScoped
class ConversationQueue {

    /** How often who waits asks: next to nothing for Redis, and nobody notices it in a chat. */
    private static final Duration LOOK = Duration.ofMillis(100);

    /** What has to be left of the deadline for who has waited: to find times and hold them takes booking-service so long. */
    private static final Duration WORK = Duration.ofSeconds(3);

    /** How long a lock outlives its owner's deadline: to say where the conversation stands then, a second at most, and more. */
    private static final Duration AFTER = Duration.ofSeconds(2);

    private final Conversations conversations;
    private final Pauses pauses;
    private final Clock clock;

    ConversationQueue(Conversations conversations, Pauses pauses, Clock clock) {
        this.conversations = conversations;
        this.pauses = pauses;
        this.clock = clock;
    }

    /** Whether a message may be worked. */
    sealed interface Entry {

        /**
         * It may, and no other meanwhile.
         *
         * @param ticket with which the conversation has to be kept, forgotten or left
         * @param at where it stands
         * @param crossed whether it stood elsewhere when the message came: whoever wrote it had not read the question that
         *     is asked now
         */
        record In(Ticket ticket, Optional<Conversation> at, boolean crossed) implements Entry {}

        /** Another is still being worked; this one may change nothing. */
        record Busy() implements Entry {}
    }

    /** Waits until 3 s before the deadline at most; blocks: call it on a virtual thread. */
    Entry enter(Ticket ticket, Deadline deadline) throws ConversationsUnavailable {
        @Nullable Optional<Conversation> before = null;
        while (true) {
            var left = Duration.between(clock.instant(), deadline.at());
            var lock = (left.isNegative() ? Duration.ZERO : left).plus(AFTER);
            switch (conversations.ask(ticket, lock)) {
                case Asked.Ours(Optional<Conversation> at) -> {
                    return new Entry.In(ticket, at, before != null && !before.equals(at));
                }
                case Asked.Full full -> {
                    return new Entry.Busy();
                }
                case Asked.Busy(Optional<Conversation> at) -> {
                    before = before == null ? at : before;
                    if (left.compareTo(WORK) < 0 || !pauses.pause(LOOK)) {
                        conversations.leave(ticket);
                        return new Entry.Busy();
                    }
                }
            }
        }
    }
}
