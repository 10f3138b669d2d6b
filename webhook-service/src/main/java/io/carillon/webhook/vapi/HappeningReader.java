package io.carillon.webhook.vapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Reads recorded messages. Whatever a field turns out to be, something can be made of the rest: what cannot be read or
 * stored is left out.
 */
final class HappeningReader {

    private static final int WORD = 200;
    private static final int LONGEST_SAID = 4_000;
    private static final int LONGEST_TRANSCRIPT = 100_000;

    /** US dollars and seconds; a call beyond either is a mistake of somebody's. */
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);

    private static final int CENTS_OF_CENTS = 6;

    /** No call was or will be at another time. */
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    private HappeningReader() {}

    static Happening read(MessageType type, JsonNode message) {
        return switch (type) {
            case STATUS_UPDATE -> status(message);
            case END_OF_CALL_REPORT -> ended(message);
            case TRANSCRIPT -> said(message);
            case LANGUAGE_CHANGE_DETECTED, LANGUAGE_CHANGED -> language(message);
            case TRANSFER_UPDATE -> transferred(message);
            case PHONE_CALL_CONTROL -> noted(text(message, "request", WORD));
            case CALL_DELETED -> new Happening.Deleted();
            case UNKNOWN -> noted(text(message, "type", WORD));
            case ASSISTANT_REQUEST,
                    TOOL_CALLS,
                    TRANSFER_DESTINATION_REQUEST,
                    HANDOFF_DESTINATION_REQUEST,
                    KNOWLEDGE_BASE_REQUEST,
                    CALL_ENDPOINTING_REQUEST,
                    VOICE_REQUEST,
                    HANG,
                    CALL_DELETE_FAILED,
                    CONVERSATION_UPDATE,
                    MODEL_OUTPUT,
                    SPEECH_UPDATE,
                    ASSISTANT_STARTED,
                    ASSISTANT_SPEECH_STARTED,
                    USER_INTERRUPTED,
                    VOICE_INPUT,
                    FUNCTION_CALL,
                    CHAT_CREATED,
                    CHAT_DELETED,
                    SESSION_CREATED,
                    SESSION_UPDATED,
                    SESSION_DELETED -> new Happening.Counted();
        };
    }

    private static Happening status(JsonNode message) {
        var status = text(message, "status", WORD);
        return status == null
                ? new Happening.Counted()
                : new Happening.Status(status, text(message, "endedReason", WORD));
    }

    private static Happening ended(JsonNode message) {
        var call = message.path("call");
        var startedAt = orElse(time(message, "startedAt"), time(call, "startedAt"));
        var endedAt = orElse(time(message, "endedAt"), time(call, "endedAt"));
        return new Happening.Ended(
                orElse(text(message, "endedReason", WORD), text(call, "endedReason", WORD)),
                startedAt,
                endedAt,
                duration(message, startedAt, endedAt),
                orElse(amount(message, "cost"), amount(call, "cost")),
                text(message.path("analysis"), "successEvaluation", WORD),
                kept(orElse(
                        text(message.path("analysis"), "summary", LONGEST_SAID),
                        text(message, "summary", LONGEST_SAID))),
                kept(orElse(
                        text(message.path("artifact"), "transcript", LONGEST_TRANSCRIPT),
                        text(message, "transcript", LONGEST_TRANSCRIPT))));
    }

    private static @Nullable Duration duration(
            JsonNode message, @Nullable Instant startedAt, @Nullable Instant endedAt) {
        var seconds = amount(message, "durationSeconds");
        if (seconds != null) {
            return Duration.ofMillis(seconds.movePointRight(3).longValue());
        }
        if (startedAt == null || endedAt == null || endedAt.isBefore(startedAt)) {
            return null;
        }
        return Duration.between(startedAt, endedAt);
    }

    /** Partial sentences are said again, and again, until they are final. */
    private static Happening said(JsonNode message) {
        var partial = "partial".equals(text(message, "transcriptType", WORD));
        var text = kept(text(message, "transcript", LONGEST_SAID));
        var role = text(message, "role", WORD);
        return partial || text == null
                ? new Happening.Counted()
                : new Happening.Said(role == null ? "unknown" : role, text);
    }

    private static Happening language(JsonNode message) {
        var language = text(message, "language", WORD);
        return language == null ? new Happening.Counted() : new Happening.LanguageChanged(language);
    }

    private static Happening transferred(JsonNode message) {
        var to = message.path("destination");
        for (var field : new String[] {"number", "phoneNumber", "sipUri", "assistantId", "assistantName"}) {
            var text = text(to, field, WORD);
            if (text != null) {
                return new Happening.Transferred(text);
            }
        }
        return new Happening.Counted();
    }

    private static Happening noted(@Nullable String detail) {
        return detail == null ? new Happening.Counted() : new Happening.Noted(detail);
    }

    /** Null for what was withheld before it was recorded. */
    private static @Nullable String kept(@Nullable String text) {
        return Redaction.isWithheld(text) ? null : text;
    }

    /** At most {@code longest} characters, without NUL, which PostgreSQL does not store. */
    static @Nullable String text(JsonNode node, String field, int longest) {
        return stored(VapiMessage.text(node, field), longest);
    }

    /** A word as it can be stored. */
    static @Nullable String stored(@Nullable String text) {
        return stored(text, WORD);
    }

    private static @Nullable String stored(@Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        var storable = text.replace("\0", "").strip();
        return storable.length() <= longest ? storable : storable.substring(0, longest);
    }

    private static @Nullable BigDecimal amount(JsonNode node, String field) {
        var value = node.path(field);
        if (!value.isNumber()) {
            return null;
        }
        var amount = value.decimalValue();
        return amount.signum() < 0 || amount.compareTo(MOST) > 0
                ? null
                : amount.setScale(CENTS_OF_CENTS, RoundingMode.HALF_UP);
    }

    private static @Nullable Instant time(JsonNode node, String field) {
        var text = VapiMessage.text(node, field);
        try {
            var time = text == null ? null : OffsetDateTime.parse(text).toInstant();
            return time == null || time.isBefore(FIRST) || time.isAfter(LAST) ? null : time;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static <T> @Nullable T orElse(@Nullable T first, @Nullable T second) {
        return first == null ? second : first;
    }
}
