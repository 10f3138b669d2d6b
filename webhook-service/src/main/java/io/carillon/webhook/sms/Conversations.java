package io.carillon.webhook.sms;

import io.carillon.webhook.directory.Clinic;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where conversations in writing stand, in Redis for all replicas; under a hash of the number, and forgotten half an hour
 * after the last message. Only who has a conversation's lock says where it stands next: what a message began whose lock has
 * expired can neither overwrite what later ones did nor bring back what is over. Each question takes a second at most
 * ({@code quarkus.redis.timeout}).
 */
@ApplicationScoped
class Conversations {

    /** Messages of one conversation that may wait. More have no use: each that comes out of turn is answered the same. */
    static final int MOST_WAITING = 8;

    /** How long the place of a message is kept that does not ask: its replica is dead. Far longer than between two asks. */
    static final Duration UNHEARD = Duration.ofSeconds(1);

    private static final String PREFIX = "carillon:webhook:chat:";
    private static final Duration KEPT = Duration.ofMinutes(30);
    private static final String NOWHERE = "";

    private final ConversationStore store;
    private final SmsAccount account;

    Conversations(ConversationStore store, SmsAccount account) {
        this.store = store;
        this.account = account;
    }

    /**
     * One conversation.
     *
     * @param id Twilio's, of the message that began it
     * @param at which question is to be answered, as the menu wrote it; no spaces
     */
    record Conversation(String id, String at) {

        private static final String BETWEEN = " ";

        static Conversation read(String text) {
            int end = text.indexOf(BETWEEN);
            return new Conversation(text.substring(0, end), text.substring(end + 1));
        }

        String text() {
            return id + BETWEEN + at;
        }
    }

    /**
     * One message on its way to a conversation's lock.
     *
     * @param key under which the conversation stands
     * @param token of this message alone
     */
    record Ticket(String key, String token) {

        String lock() {
            return key + ":busy";
        }

        private List<String> keys() {
            return List.of(key, lock(), key + ":waiting");
        }
    }

    /** Whether a message has the lock. */
    sealed interface Asked {

        /** It has. @param at where the conversation stands, until the lock's owner says otherwise */
        record Ours(Optional<Conversation> at) implements Asked {}

        /** Not yet. @param at where the conversation stood before what is being done now */
        record Busy(Optional<Conversation> at) implements Asked {}

        /** Too many wait: this one need not. */
        record Full() implements Asked {}
    }

    Ticket ticket(Clinic clinic, String number) {
        var key = PREFIX + clinic.orgId() + ":"
                + HexFormat.of().formatHex(account.hash().of(number));
        return new Ticket(key, UUID.randomUUID().toString());
    }

    /** Asks for the lock; who is told {@code Busy} asks again, sooner than {@link #UNHEARD}. @param lock how long it holds */
    Asked ask(Ticket ticket, Duration lock) throws ConversationsUnavailable {
        var answer = execute(
                ConversationScripts.TAKE,
                ticket,
                ticket.token(),
                String.valueOf(lock.toMillis()),
                String.valueOf(UNHEARD.toMillis()),
                String.valueOf(MOST_WAITING));
        var text = answer.get(1).toString();
        var at = text.isEmpty() ? Optional.<Conversation>empty() : Optional.of(Conversation.read(text));
        return switch (answer.get(0).toString()) {
            case "ours" -> new Asked.Ours(at);
            case "busy" -> new Asked.Busy(at);
            default -> new Asked.Full();
        };
    }

    /** Gives the lock back with what was found. @return whether it was still ours; nothing is written where it was not */
    boolean keep(Ticket ticket, Conversation conversation) throws ConversationsUnavailable {
        return write(ticket, conversation.text());
    }

    /** As {@link #keep}, of a conversation that is over. */
    boolean forget(Ticket ticket) throws ConversationsUnavailable {
        return write(ticket, NOWHERE);
    }

    /** Gives back lock or place and leaves the conversation where it stands. */
    void leave(Ticket ticket) throws ConversationsUnavailable {
        execute(ConversationScripts.LEAVE, ticket, ticket.token());
    }

    /** Ends a conversation without its lock, where no message of it is being worked. */
    void end(Ticket ticket) throws ConversationsUnavailable {
        execute(ConversationScripts.END, ticket);
    }

    private boolean write(Ticket ticket, String text) throws ConversationsUnavailable {
        return execute(ConversationScripts.WRITE, ticket, ticket.token(), text, String.valueOf(KEPT.toSeconds()))
                .toBoolean();
    }

    private Response execute(String script, Ticket ticket, String... arguments) throws ConversationsUnavailable {
        try {
            return store.execute(script, ticket.keys(), List.of(arguments));
        } catch (RuntimeException e) {
            throw new ConversationsUnavailable(e);
        }
    }
}
