package io.carillon.webhook.vapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;

/**
 * Takes credentials out of a message before it is recorded: Vapi's bodies can carry {@code phoneNumber.twilioAuthToken}
 * and {@code server.secret} (design, section 8). Goes by the name of a field, and rather takes one too many.
 */
final class Redaction {

    private static final TextNode REDACTED = TextNode.valueOf("[redacted]");
    private static final List<String> SUSPICIOUS = List.of(
            "secret", "token", "password", "passwd", "apikey", "authorization", "credential", "privatekey", "cookie");

    private Redaction() {}

    /** Changes {@code message} itself and gives it back. */
    static JsonNode redact(JsonNode message) {
        switch (message) {
            case ObjectNode object ->
                object.properties().forEach(field -> {
                    if (hidesCredential(field.getKey(), field.getValue())) {
                        field.setValue(REDACTED);
                    } else {
                        redact(field.getValue());
                    }
                });
            case ArrayNode array -> array.forEach(Redaction::redact);
            default -> {
                // A value by itself has no name to go by.
            }
        }
        return message;
    }

    /** Counts and switches, such as {@code maxTokens}, are no credentials. */
    private static boolean hidesCredential(String name, JsonNode value) {
        if (value.isNumber() || value.isBoolean() || value.isNull()) {
            return false;
        }
        var plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        return SUSPICIOUS.stream().anyMatch(plain::contains);
    }
}
