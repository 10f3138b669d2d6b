package io.carillon.alerting.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A message in Slack's blocks, inside Slack's limits: 150 characters a header, 3,000 a section, 2,000 a field, 10 fields. */
final class SlackMessage {

    private static final int HEADER_LIMIT = 150;
    private static final int SECTION_LIMIT = 3000;
    private static final int FIELD_LIMIT = 2000;

    private SlackMessage() {}

    static ObjectNode of(Notification notification) {
        var message = notification.message();
        var headline = "%s%s %s: %s"
                .formatted(
                        notification.action() == Action.RESOLVE ? "Resolved: " : "",
                        message.label(),
                        message.service(),
                        message.summary());
        var body = JsonNodeFactory.instance.objectNode().put("text", Text.cut(headline, SECTION_LIMIT));
        var blocks = body.putArray("blocks");
        var header = blocks.addObject().put("type", "header");
        header.putObject("text").put("type", "plain_text").put("text", Text.cut(headline, HEADER_LIMIT));
        if (message.note() != null) {
            section(blocks, Text.mrkdwn(message.note()));
        }
        var fields = blocks.addObject().put("type", "section").putArray("fields");
        field(fields, "Rule", message.rule());
        field(fields, "Value", message.value());
        field(fields, "Limit", message.limit());
        field(fields, "Since", message.since().toString());
        field(fields, "Service", message.service());
        field(fields, "Clinic", message.clinic());
        field(fields, "Team", message.team());
        section(blocks, links(message));
        return body;
    }

    private static String links(Message message) {
        var text = new StringBuilder("<%s|Incident>".formatted(message.incident()));
        if (message.runbook() != null) {
            text.append(" · <%s|Runbook>".formatted(message.runbook()));
        }
        if (message.diagnosis() != null) {
            text.append("\nFirst diagnosis: `%s`".formatted(Text.mrkdwn(message.diagnosis())));
        }
        return text.toString();
    }

    private static void section(ArrayNode blocks, String mrkdwn) {
        var section = blocks.addObject().put("type", "section");
        section.putObject("text").put("type", "mrkdwn").put("text", Text.cut(mrkdwn, SECTION_LIMIT));
    }

    private static void field(ArrayNode fields, String name, @Nullable String value) {
        if (value != null) {
            fields.addObject()
                    .put("type", "mrkdwn")
                    .put("text", Text.cut("*%s*\n%s".formatted(name, Text.mrkdwn(value)), FIELD_LIMIT));
        }
    }
}
