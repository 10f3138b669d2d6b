package io.carillon.webhook.sms;

import io.carillon.events.CallEvent.Parameter;
import io.carillon.webhook.call.Deadline;
import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.menu.PhoneMenu;
import io.carillon.webhook.menu.Phrase;
import io.carillon.webhook.menu.Reply;
import io.carillon.webhook.prompt.PromptKey;
import io.carillon.webhook.prompt.Texts;
import io.carillon.webhook.sms.Conversations.Conversation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The telephone menu in writing (R-WEB-02): who writes to a clinic on WhatsApp books, moves and cancels by the same questions,
 * rules and proofs as who calls, one message an answer. A call is told apart by its id, a conversation by that of its first
 * message; where a call's URL says which question was asked, {@link Conversations} do.
 */
@ApplicationScoped
public class Chat {

    private static final Logger LOG = Logger.getLogger(Chat.class);

    /** Twilio's own limit for a message. */
    private static final int LONGEST = 1_600;

    private static final Pattern BETWEEN_DIGITS = Pattern.compile("[\\s./-]");

    /** One key, or a date of birth. */
    private static final Pattern KEYS = Pattern.compile("[0-9*#]|[0-9]{8}");

    private final PhoneMenu menu;
    private final Conversations conversations;
    private final Replies replies;
    private final Texts<PromptKey> texts = Texts.load("chat-", PromptKey.class);

    Chat(PhoneMenu menu, Conversations conversations, Replies replies) {
        this.menu = menu;
        this.conversations = conversations;
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
     * Blocks while Redis and booking-service are asked: call it on a virtual thread.
     *
     * @param fields of a message that {@link #concerns} this
     * @return empty for who writes again what nobody understands: two machines could go on for ever
     */
    public Optional<String> answer(Clinic clinic, List<Parameter> fields, Deadline deadline) {
        var message = new Fields(fields);
        var from = Objects.requireNonNull(message.first("From"));
        var number = Channel.number(from);
        var words = shortened(message.first("Body"));
        var digits = digits(words);
        try {
            var known = conversations.find(clinic, number);
            if (known.isEmpty() && !PhoneMenu.isWish(digits, words)) {
                return replies.due(clinic, from)
                        ? Optional.of(written(clinic, number, begun(message), menu.opening(clinic)))
                        : Optional.empty();
            }
            var at = known.orElseGet(() -> begun(message));
            var answer = new PhoneMenu.Answer(parameters(at.at()), digits, words, at.id(), number);
            return Optional.of(written(clinic, number, at, menu.answered(clinic, answer, deadline)));
        } catch (ConversationsUnavailable e) {
            LOG.warnf("Redis does not know where a conversation stands: %s", e.getMessage());
            return ifEmergency(clinic, fields).or(() -> Optional.of(trouble(clinic)));
        }
    }

    /** What somebody in need is told where nothing else can be done for anybody; empty for every other message. */
    public Optional<String> ifEmergency(Clinic clinic, List<Parameter> fields) {
        var words = shortened(new Fields(fields).first("Body"));
        return concerns(clinic, fields) && PhoneMenu.isEmergency(digits(words), words)
                ? Optional.of(text(clinic, new Phrase(PromptKey.EMERGENCY_ALONE, List.of(clinic.emergencyNumber()))))
                : Optional.empty();
    }

    /** Where an answer could not be found. */
    public String trouble(Clinic clinic) {
        return text(clinic, new Phrase(PromptKey.TROUBLE, List.of()), new Phrase(PromptKey.TRANSFER, List.of()));
    }

    private String written(Clinic clinic, String number, Conversation conversation, Reply reply)
            throws ConversationsUnavailable {
        return switch (reply) {
            case Reply.Ask(List<Phrase> said, String query, int keys) -> {
                conversations.keep(clinic, number, new Conversation(conversation.id(), query));
                yield text(clinic, said);
            }
            case Reply.PutThrough(List<Phrase> said, String to, int turn, boolean emergency) ->
                over(clinic, number, said);
            case Reply.HangUp(List<Phrase> said) -> over(clinic, number, said);
        };
    }

    /** What was done is done, and is said, whether or not Redis can be told that it is over. */
    private String over(Clinic clinic, String number, List<Phrase> said) {
        try {
            conversations.forget(clinic, number);
        } catch (ConversationsUnavailable e) {
            LOG.warnf("a conversation that is over stays open for a while: %s", e.getMessage());
        }
        return text(clinic, said);
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

    private static Conversation begun(Fields message) {
        var id = message.first("MessageSid");
        return new Conversation(
                id == null || id.length() > Fields.LONGEST_SID || id.contains(" ")
                        ? UUID.randomUUID().toString()
                        : id,
                "");
    }

    private static @Nullable String shortened(@Nullable String body) {
        return body == null || body.length() <= LONGEST ? body : body.substring(0, LONGEST);
    }

    private static @Nullable String digits(@Nullable String words) {
        if (words == null) {
            return null;
        }
        var digits = BETWEEN_DIGITS.matcher(words).replaceAll("");
        return KEYS.matcher(digits).matches() ? digits : null;
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
