package io.carillon.stack.standin;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** The messages that the Twilio stand-in took, as Twilio's Message resource shows them. Bounded: the eldest fall out. */
final class TwilioMessages {

    private static final int MOST = 20_000;
    private static final int PAGE_SIZE = 50;
    private static final int LARGEST_PAGE = 1_000;

    private final InstantSource clock;
    private final AtomicLong sequence = new AtomicLong();
    private final Map<String, JsonObject> messages = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, JsonObject> eldest) {
            return size() > MOST;
        }
    };
    private final Map<String, String> callbacks = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    TwilioMessages(InstantSource clock) {
        this.clock = clock;
    }

    String nextSid(String prefix) {
        return prefix + "%032x".formatted(sequence.incrementAndGet());
    }

    void clear() {
        messages.clear();
        callbacks.clear();
    }

    Collection<JsonObject> all() {
        return List.copyOf(messages.values());
    }

    JsonObject add(String account, Map<String, String> form) {
        var sid = nextSid("SM");
        var message = new JsonObject()
                .put("sid", sid)
                .put("account_sid", account)
                .put("api_version", "2010-04-01")
                .put("direction", "outbound-api")
                .put("to", form.get("To"))
                .put("from", form.get("From"))
                .put("messaging_service_sid", form.get("MessagingServiceSid"))
                .put("body", form.getOrDefault("Body", "template " + form.get("ContentSid")))
                .put("status", form.containsKey("MessagingServiceSid") ? "accepted" : "queued")
                .put("date_created", now())
                .put("date_updated", now())
                .putNull("date_sent")
                .putNull("error_code")
                .putNull("error_message")
                .put("num_segments", "1");
        messages.put(sid, message);
        Optional.ofNullable(form.get("StatusCallback")).ifPresent(url -> callbacks.put(sid, url));
        return message.copy();
    }

    Optional<String> callbackOf(String sid) {
        return Optional.ofNullable(callbacks.get(sid));
    }

    Optional<JsonObject> find(String sid, boolean redacted) {
        return Optional.ofNullable(messages.get(sid)).map(message -> shown(message, redacted));
    }

    Optional<JsonObject> change(String sid, Twilio.Fate fate) {
        var message = messages.get(sid);
        if (message == null) {
            return Optional.empty();
        }
        message.put("status", fate.status())
                .put("error_code", fate.errorCode())
                .put("date_updated", now())
                .put(
                        "date_sent",
                        Optional.ofNullable(message.getString("date_sent")).orElseGet(this::now));
        return Optional.of(message.copy());
    }

    /** Newest first; filters {@code To}, {@code From}, {@code DateSent} with its inequalities, {@code PageSize}, {@code Page}. */
    JsonObject page(MultiMap query, boolean redacted) {
        var fitting = new ArrayList<>(messages.values().stream()
                .filter(equal(query, "To", "to"))
                .filter(equal(query, "From", "from"))
                .filter(sent(query))
                .toList());
        Collections.reverse(fitting);
        var size = Math.clamp(number(query, "PageSize", PAGE_SIZE), 1, LARGEST_PAGE);
        var page = Math.max(0, number(query, "Page", 0));
        var shown = new JsonArray();
        fitting.stream().skip((long) page * size).limit(size).forEach(message -> shown.add(shown(message, redacted)));
        return new JsonObject().put("messages", shown).put("page", page).put("page_size", size);
    }

    private static Predicate<JsonObject> equal(MultiMap query, String parameter, String field) {
        var wanted = query.get(parameter);
        return message -> wanted == null || wanted.equals(message.getString(field));
    }

    /** What was not sent yet has no date and fits no filter by it. */
    private static Predicate<JsonObject> sent(MultiMap query) {
        var on = query.get("DateSent");
        var since = query.get("DateSent>");
        var until = query.get("DateSent<");
        return message -> {
            if (on == null && since == null && until == null) {
                return true;
            }
            var sent = message.getString("date_sent");
            if (sent == null) {
                return false;
            }
            var day = ZonedDateTime.parse(sent, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toLocalDate();
            return (on == null || day.equals(LocalDate.parse(on)))
                    && (since == null || !day.isBefore(LocalDate.parse(since)))
                    && (until == null || !day.isAfter(LocalDate.parse(until)));
        };
    }

    private static int number(MultiMap query, String name, int otherwise) {
        return Optional.ofNullable(query.get(name))
                .filter(text -> text.matches("\\d{1,6}"))
                .map(Integer::valueOf)
                .orElse(otherwise);
    }

    private static JsonObject shown(JsonObject message, boolean redacted) {
        return redacted ? message.copy().put("body", "") : message.copy();
    }

    private String now() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
    }
}
