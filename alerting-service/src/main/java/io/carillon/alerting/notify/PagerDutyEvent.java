package io.carillon.alerting.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The body of an Events v2 call, without the routing key. */
final class PagerDutyEvent {

    /** PagerDuty cuts nothing: a longer summary is refused with 400. */
    private static final int SUMMARY_LIMIT = 1024;

    private PagerDutyEvent() {}

    static ObjectNode of(Notification notification) {
        var event = JsonNodeFactory.instance
                .objectNode()
                .put("event_action", notification.action().name().toLowerCase(Locale.ROOT))
                .put("dedup_key", notification.dedupKey());
        if (notification.action() != Action.TRIGGER) {
            return event;
        }
        var message = notification.message();
        event.put("client", "Carillon").put("client_url", message.incident());
        event.set("payload", payload(notification));
        var links = event.putArray("links");
        if (message.runbook() != null) {
            links.addObject().put("href", message.runbook()).put("text", "Runbook");
        }
        links.addObject().put("href", message.incident()).put("text", "Incident");
        return event;
    }

    private static ObjectNode payload(Notification notification) {
        var message = notification.message();
        var payload = JsonNodeFactory.instance
                .objectNode()
                .put("summary", Text.cut(headline(message), SUMMARY_LIMIT))
                .put("source", message.service())
                .put("severity", severity(notification.rank()))
                .put("timestamp", message.since().toString())
                .put("component", message.service())
                .put("group", message.team())
                .put("class", message.rule());
        var details = payload.putObject("custom_details")
                .put("rule", message.rule())
                .put("condition", message.condition())
                .put("value", message.value())
                .put("limit", message.limit())
                .put("since", message.since().toString())
                .put("service", message.service())
                .put("label", message.label());
        putIfPresent(details, "clinic", message.clinic());
        putIfPresent(details, "runbook", message.runbook());
        putIfPresent(details, "diagnosis", message.diagnosis());
        return payload;
    }

    private static String headline(Message message) {
        return "%s %s: %s (%s, limit %s)"
                .formatted(message.label(), message.service(), message.summary(), message.value(), message.limit());
    }

    /** PagerDuty's four words for our four ranks. */
    private static String severity(int rank) {
        return switch (rank) {
            case 0 -> "critical";
            case 1 -> "error";
            case 2 -> "warning";
            default -> "info";
        };
    }

    private static void putIfPresent(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }
}
