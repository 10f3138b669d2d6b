package io.carillon.webhook.sms;

import io.carillon.events.CallEvent.Parameter;
import io.carillon.webhook.call.Deadline;
import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.menu.CallerInput;
import io.carillon.webhook.menu.PhoneMenu;
import io.carillon.webhook.menu.Phrase;
import io.carillon.webhook.menu.Reply;
import io.carillon.webhook.menu.Unasked;
import io.carillon.webhook.prompt.PromptKey;
import io.carillon.webhook.prompt.Texts;
import io.carillon.webhook.sms.ConversationQueue.Entry;
import io.carillon.webhook.sms.Conversations.Conversation;
import io.carillon.webhook.sms.Conversations.Ticket;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The telephone menu in writing (R-WEB-02): who writes to a clinic on WhatsApp books, moves and cancels by the same questions,
 * rules and proofs as who calls, one message an answer. A call is told apart by its id, a conversation by that of its first
 * message; where a call's URL says which question was asked, {@link Conversations} do. Somebody in need is heard before anything is
 * asked of anybody; all others one after the other ({@link ConversationQueue}).
 */
@ApplicationScoped
public class Chat {

    private static final Logger LOG = Logger.getLogger(Chat.class);

    private final PhoneMenu menu;
    private final Conversations conversations;
    private final ConversationQueue queue;
    private final Replies replies;
    private final Texts<PromptKey> texts = Texts.load("chat-", PromptKey.class);
    private final Texts<ChatKey> ownTexts = Texts.load("chat-", ChatKey.class);

    Chat(PhoneMenu menu, Conversations conversations, ConversationQueue queue, Replies replies) {
        this.menu = menu;
        this.conversations = conversations;
        this.queue = queue;
        this.replies = replies;
    }

    /** Whether a message belongs into a conversation; {@link Replies} answers the others. */
    public boolean concerns(Clinic clinic, List<Parameter> fields) {
        var message = new Fields(fields);
        var from = message.first("From");
        return clinic.orgId() != null
                && from != null
                && Channel.ofAddress(from) == Channel.WHATSAPP
                && Channel.WHATSAPP.openTo(clinic)
                && message.first("OptOutType") == null
                && Keyword.of(message.first("Body"), Channel.WHATSAPP).isEmpty();
    }

    /**
     * Blocks while Redis, booking-service and a language model are asked, and while another message of the conversation is
     * worked: call it on a virtual thread.
     *
     * @param fields of a message that {@link #concerns} this
     * @return empty for who writes again what nobody understands: two machines could go on for ever
     */
    public Optional<String> answer(Clinic clinic, List<Parameter> fields, Deadline deadline) {
        var message = ChatMessage.of(fields);
        var ticket = conversations.ticket(clinic, message.number());
        if (Unasked.isEmergencyAnywhere(message.digits(), message.words())) {
            end(ticket);
            return Optional.of(emergency(clinic));
        }
        try {
            return switch (queue.enter(ticket, deadline)) {
                case Entry.In in -> heard(clinic, message, in, deadline);
                case Entry.Busy busy ->
                    ifEmergency(clinic, message).or(() -> Optional.of(ownText(clinic, ChatKey.ONE_MOMENT)));
            };
        } catch (ConversationsUnavailable e) {
            LOG.warnf("Redis does not know where a conversation stands: %s", e.getMessage());
            return ifEmergency(clinic, message).or(() -> Optional.of(trouble(clinic)));
        }
    }

    /** What somebody in need is told where nothing else can be done for anybody; empty for every other message. */
    public Optional<String> ifEmergency(Clinic clinic, List<Parameter> fields) {
        return concerns(clinic, fields) ? ifEmergency(clinic, ChatMessage.of(fields)) : Optional.empty();
    }

    /** Of a message of which it is not known what it answers. */
    private Optional<String> ifEmergency(Clinic clinic, ChatMessage message) {
        return Unasked.isEmergency(message.digits(), message.words())
                ? Optional.of(emergency(clinic))
                : Optional.empty();
    }

    /** Where an answer could not be found. */
    public String trouble(Clinic clinic) {
        return text(clinic, new Phrase(PromptKey.TROUBLE, List.of()), new Phrase(PromptKey.TRANSFER, List.of()));
    }

    private String emergency(Clinic clinic) {
        return text(clinic, new Phrase(PromptKey.EMERGENCY_ALONE, List.of(clinic.emergencyNumber())));
    }

    private Optional<String> heard(Clinic clinic, ChatMessage message, Entry.In in, Deadline deadline)
            throws ConversationsUnavailable {
        try {
            if (in.crossed()) {
                return Optional.of(crossed(clinic, message, in));
            }
            if (in.at().isPresent() || Unasked.isWish(message.digits(), message.words())) {
                var at = in.at().orElseGet(() -> begun(message));
                var reply = menu.answered(clinic, answer(message, at), deadline);
                return Optional.of(written(clinic, in.ticket(), at.id(), reply));
            }
            if (replies.due(clinic, message.from())) {
                return Optional.of(written(clinic, in.ticket(), message.id(), menu.opening(clinic)));
            }
            conversations.leave(in.ticket());
            return Optional.empty();
        } catch (RuntimeException e) {
            leave(in.ticket(), e);
            throw e;
        }
    }

    private void leave(Ticket ticket, RuntimeException broken) {
        try {
            conversations.leave(ticket);
        } catch (ConversationsUnavailable e) {
            broken.addSuppressed(e);
        }
    }

    /**
     * Nobody answers a question they have not read: "2" was meant for times that are booked or are not offered any more, "no"
     * for what is cancelled already. They are asked what is asked now; the menu, where the conversation is over.
     */
    private String crossed(Clinic clinic, ChatMessage message, Entry.In in) throws ConversationsUnavailable {
        var at = in.at().orElseGet(() -> begun(message));
        var reply = menu.crossed(clinic, answer(message, at));
        var said = written(clinic, in.ticket(), at.id(), reply);
        return reply instanceof Reply.Ask ? ownText(clinic, ChatKey.CROSSED) + "\n" + said : said;
    }

    private String written(Clinic clinic, Ticket ticket, String id, Reply reply) throws ConversationsUnavailable {
        return switch (reply) {
            case Reply.Ask(List<Phrase> said, String query, int keys) ->
                conversations.keep(ticket, new Conversation(id, query)) ? text(clinic, said) : late(clinic);
            case Reply.PutThrough(List<Phrase> said, String to, int turn, boolean emergency) ->
                over(clinic, ticket, said);
            case Reply.HangUp(List<Phrase> said) -> over(clinic, ticket, said);
        };
    }

    /** A question that nobody will know we asked must not be answered. */
    private String late(Clinic clinic) {
        LOG.warn(
                "a conversation's lock expired before its message was answered: what it would have been asked is not said");
        return text(clinic, new Phrase(PromptKey.CALL_AGAIN, List.of()));
    }

    /** What was done is done, and is said, whether or not Redis can be told that it is over. */
    private String over(Clinic clinic, Ticket ticket, List<Phrase> said) {
        try {
            if (!conversations.forget(ticket)) {
                LOG.warn("a conversation's lock expired before it was over: where later messages led it stays");
            }
        } catch (ConversationsUnavailable e) {
            LOG.warnf("a conversation that is over stays open for a while: %s", e.getMessage());
        }
        return text(clinic, said);
    }

    /** Whoever is in need is told so without it. */
    private void end(Ticket ticket) {
        try {
            conversations.end(ticket);
        } catch (ConversationsUnavailable e) {
            LOG.warnf("a conversation that is over stays open for a while: %s", e.getMessage());
        }
    }

    private static CallerInput answer(ChatMessage message, Conversation at) {
        return new CallerInput(parameters(at.at()), message.digits(), message.words(), at.id(), message.number());
    }

    private static Conversation begun(ChatMessage message) {
        return new Conversation(message.id(), "");
    }

    private String ownText(Clinic clinic, ChatKey key) {
        return ownTexts.text(clinic.language(), key);
    }

    private String text(Clinic clinic, Phrase... said) {
        return text(clinic, List.of(said));
    }

    private String text(Clinic clinic, List<Phrase> said) {
        return said.stream()
                .map(phrase -> texts.text(clinic.language(), phrase.key(), values(clinic, phrase)))
                .collect(Collectors.joining("\n"));
    }

    /** Nobody can be put through: they are told whom to call. */
    private static String[] values(Clinic clinic, Phrase phrase) {
        return phrase.key() == PromptKey.TRANSFER
                ? new String[] {Replies.number(clinic)}
                : phrase.values().toArray(String[]::new);
    }

    /** Of a query that {@link Reply.Ask} gave us, in which nothing is escaped. */
    private static List<Parameter> parameters(String query) {
        return Arrays.stream(query.split("&"))
                .map(parameter -> parameter.split("=", 2))
                .filter(parameter -> parameter.length == 2)
                .map(parameter -> new Parameter(parameter[0], parameter[1]))
                .toList();
    }
}
