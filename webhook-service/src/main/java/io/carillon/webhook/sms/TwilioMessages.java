package io.carillon.webhook.sms;

import static io.carillon.webhook.twilioapi.TwilioApi.encoded;

import io.carillon.kit.outside.NoAnswer;
import io.carillon.webhook.twilioapi.Reading;
import io.carillon.webhook.twilioapi.TwilioApi;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Twilio's Message resource: create, fetch, list. Never repeats a request by itself. Blocks: call it on a virtual thread. */
@ApplicationScoped
class TwilioMessages {

    /** Messages of one number that are looked through; a patient of a clinic gets a handful in a day. */
    private static final int PAGE_SIZE = 100;

    private final SmsSettings settings;
    private final TwilioApi twilio;
    private final AnswerReader reader;
    private final Clock clock;

    TwilioMessages(SmsSettings settings, TwilioApi twilio, Clock clock) {
        this.settings = settings;
        this.twilio = twilio;
        this.reader = new AnswerReader(settings.longestRetryAfter());
        this.clock = clock;
    }

    /**
     * A message as Twilio is to send it.
     *
     * @param body null where {@code template} says it
     * @param template Content SID; null for none
     * @param variables JSON of the template's places
     * @param validSeconds 1 to 36,000; Twilio drops a message that waited for longer
     */
    record Outgoing(
            String to,
            String from,
            @Nullable String body,
            @Nullable String template,
            String variables,
            long validSeconds,
            String statusCallback) {}

    Answer create(Outgoing message) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("To", message.to());
        fields.put("From", message.from());
        // With a messaging service Twilio keeps to this sender where it is in the pool.
        messagingService().ifPresent(sid -> fields.put("MessagingServiceSid", sid));
        if (message.template() != null) {
            fields.put("ContentSid", message.template());
            fields.put("ContentVariables", message.variables());
        } else {
            fields.put("Body", String.valueOf(message.body()));
        }
        fields.put("ValidityPeriod", Long.toString(message.validSeconds()));
        fields.put("StatusCallback", message.statusCallback());
        return twilio.ask("create", twilio.post("/Messages.json", fields), new Sent());
    }

    /** The message of this id, if Twilio has it. */
    Seen find(String sid) {
        return seen("find", twilio.get("/Messages/" + encoded(sid) + ".json"));
    }

    /**
     * Newest messages to one address. Not by {@code DateSent}: a message that still waits at Twilio has none, and would
     * look like one that Twilio does not have.
     */
    Seen to(String to, String from) {
        var query = "?To=%s&PageSize=%d".formatted(encoded(to), PAGE_SIZE);
        // A messaging service may have sent from another number of its pool.
        var narrowed = messagingService().isPresent() ? query : query + "&From=" + encoded(from);
        return seen("list", twilio.get("/Messages.json" + narrowed));
    }

    /** The longest that one question takes. */
    Duration longest() {
        return twilio.longest();
    }

    private Optional<String> messagingService() {
        return settings.messagingServiceSid().filter(sid -> !sid.isBlank());
    }

    private Seen seen(String operation, HttpRequest request) {
        return twilio.ask(operation, request, new Looked());
    }

    private static Why why(NoAnswer none) {
        return switch (none) {
            case NOT_ASKED -> Why.BREAKER_OPEN;
            case UNREACHABLE -> Why.UNREACHABLE;
            case TIMEOUT -> Why.TIMEOUT;
            case CONNECTION_LOST -> Why.CONNECTION_LOST;
        };
    }

    private final class Sent implements Reading<Answer> {

        @Override
        public Class<Answer> type() {
            return Answer.class;
        }

        @Override
        public Answer answered(int status, String body, @Nullable String retryAfter) {
            return reader.sent(status, body, retryAfter, clock.instant());
        }

        @Override
        public Answer unanswered(NoAnswer none) {
            return switch (none) {
                case NOT_ASKED, UNREACHABLE -> Answer.NotTaken.because(why(none));
                case TIMEOUT, CONNECTION_LOST -> new Answer.Unclear(why(none));
            };
        }

        @Override
        public boolean isOutage(Answer answer) {
            return switch (answer) {
                case Answer.NotTaken _, Answer.Unclear _ -> true;
                case Answer.Accepted _, Answer.Refused _ -> false;
            };
        }

        @Override
        public String outcome(Answer answer) {
            return switch (answer) {
                case Answer.Accepted _ -> "accepted";
                case Answer.Refused _ -> "refused";
                case Answer.NotTaken(Why why, var _) -> why.word();
                case Answer.Unclear(Why why) -> why.word();
            };
        }
    }

    private final class Looked implements Reading<Seen> {

        @Override
        public Class<Seen> type() {
            return Seen.class;
        }

        @Override
        public Seen answered(int status, String body, @Nullable String retryAfter) {
            return reader.seen(status, body, retryAfter, clock.instant());
        }

        @Override
        public Seen unanswered(NoAnswer none) {
            return new Seen.NotAsked(why(none), Optional.empty());
        }

        @Override
        public boolean isOutage(Seen seen) {
            return seen instanceof Seen.NotAsked(Why why, var _) && why != Why.RATE_LIMITED;
        }

        @Override
        public String outcome(Seen seen) {
            return seen instanceof Seen.NotAsked(Why why, var _) ? why.word() : "done";
        }
    }
}
