package io.carillon.webhook.sms;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.kit.outside.RetryAfter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what Twilio's Message resource answers (twilio.com/docs/messaging/api/message-resource). */
final class AnswerReader {

    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int TOO_MANY = 429;
    private static final int NOT_FOUND = 404;

    private final JsonMapper json = new JsonMapper();
    private final Duration longestRetryAfter;

    AnswerReader(Duration longestRetryAfter) {
        this.longestRetryAfter = longestRetryAfter;
    }

    /**
     * Of a message that was to be sent. A 5xx but 503 may come from behind the point at which Twilio took the message, and
     * a 2xx that cannot be read surely does.
     *
     * @param retryAfter the header, seconds or a date
     */
    Answer sent(int status, String body, @Nullable String retryAfter, Instant now) {
        if (status / 100 == 2) {
            return tree(body)
                    .map(answer -> answer.path("sid"))
                    .filter(sid -> sid.isTextual() && !sid.asText().isEmpty())
                    .map(JsonNode::asText)
                    .<Answer>map(Answer.Accepted::new)
                    .orElseGet(() -> new Answer.Unclear(Why.GARBAGE));
        }
        if (status == SERVICE_UNAVAILABLE) {
            return new Answer.NotTaken(Why.UNAVAILABLE, wait(retryAfter, now));
        }
        if (status / 100 != 4) {
            return new Answer.Unclear(Why.SERVER_ERROR);
        }
        var code = tree(body).map(answer -> answer.path("code").asInt(0)).orElse(0);
        return new Answer.Refused(status, code, wait(retryAfter, now));
    }

    /** Of a question for messages, or for one that is answered 404 when there is none. */
    Seen seen(int status, String body, @Nullable String retryAfter, Instant now) {
        if (status == NOT_FOUND) {
            return new Seen.Messages(List.of());
        }
        if (status / 100 == 2) {
            return tree(body)
                    .<Seen>map(answer -> new Seen.Messages(messages(answer)))
                    .orElseGet(() -> new Seen.NotAsked(Why.GARBAGE, Optional.empty()));
        }
        var why = status == TOO_MANY ? Why.RATE_LIMITED : status / 100 == 4 ? Why.CREDENTIAL_INVALID : Why.SERVER_ERROR;
        return new Seen.NotAsked(why, wait(retryAfter, now));
    }

    private static List<Seen.Message> messages(JsonNode answer) {
        var messages = new ArrayList<Seen.Message>();
        if (answer.has("messages")) {
            answer.path("messages").forEach(message -> messages.add(message(message)));
        } else {
            messages.add(message(answer));
        }
        return messages;
    }

    private static Seen.Message message(JsonNode message) {
        return new Seen.Message(
                message.path("sid").asText(),
                message.path("status").asText(),
                message.path("error_code").asInt(0),
                message.path("body").isTextual() ? message.path("body").asText() : "",
                created(message.path("date_created").asText()));
    }

    /** RFC 2822; what cannot be read counts as just now, which errs towards not sending again. */
    private static Instant created(String text) {
        try {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
                    .toInstant();
        } catch (DateTimeException e) {
            return Instant.MAX;
        }
    }

    private Optional<JsonNode> tree(String body) {
        try {
            return Optional.of(json.readTree(body)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private Optional<Duration> wait(@Nullable String retryAfter, Instant now) {
        return RetryAfter.read(retryAfter, now, longestRetryAfter);
    }
}
