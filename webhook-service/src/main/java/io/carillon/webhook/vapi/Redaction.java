package io.carillon.webhook.vapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of a message what is not to be recorded anywhere: credentials, because Vapi's bodies can carry {@code
 * phoneNumber.twilioAuthToken} and {@code server.secret} (design, section 8), and what people say, because keeping that is
 * off unless a clinic has switched transcription on (section 9). Goes by the names of fields, at any depth and also inside
 * JSON that is written into a string, and rather takes one too many.
 */
final class Redaction {

    private static final TextNode REDACTED = TextNode.valueOf("[redacted]");
    private static final TextNode WITHHELD = TextNode.valueOf("[withheld]");

    private static final List<String> CREDENTIAL = List.of(
            "secret",
            "token",
            "password",
            "passwd",
            "passphrase",
            "authorization",
            "credential",
            "signature",
            "cookie");

    /** Whose end says it: {@code apiKey}, {@code privateKey}, {@code x-api-key}. */
    private static final String KEY = "key";

    /** Whoever has these addresses can listen to a call, steer it, or fetch its recording; headers are the clinic's own. */
    private static final Set<String> CAPABILITIES = Set.of(
            "auth",
            "pwd",
            "headers",
            "listenurl",
            "controlurl",
            "recordingurl",
            "stereorecordingurl",
            "videorecordingurl",
            "recording",
            "logurl",
            "pcapurl");

    /** Speech, and what a model made of it, that nothing of ours needs: never kept. */
    private static final Set<String> SPEECH = Set.of(
            "messages",
            "messagesopenaiformatted",
            "originaltranscript",
            "output",
            "input",
            "text",
            "content",
            "structureddata",
            "structureddatamulti",
            "structuredoutputs",
            "variablevalues",
            "nodes",
            "scorecards",
            "inboundphonecalldebuggingartifacts",
            "name",
            "email",
            "dateofbirth",
            "dob",
            "birthdate");

    /** Speech that is kept for clinics with transcription. */
    private static final Set<String> TRANSCRIPT = Set.of("transcript", "summary");

    /** Where a model writes what a caller said, and what of it is no person's. */
    private static final Set<String> ARGUMENTS = Set.of("arguments", "parameters");

    private static final Set<String> OWN_ARGUMENTS = Set.of(
            "doctorid",
            "starttime",
            "endtime",
            "durationminutes",
            "date",
            "time",
            "from",
            "days",
            "appointmentid",
            "patientid");

    /** Tools and functions are called by a name; elsewhere a name is a person's. */
    private static final Set<String> NAMED =
            Set.of("function", "functioncall", "toolcall", "toolcalls", "toolcalllist", "toolwithtoolcalllist");

    private static final Pattern USER_INFO = Pattern.compile("(://)[^/@\\s]+@");

    private final boolean transcribes;

    private Redaction(boolean transcribes) {
        this.transcribes = transcribes;
    }

    /**
     * Changes {@code message} itself and gives it back.
     *
     * @param transcribes whether the clinic keeps what is said on its calls
     */
    static JsonNode redact(JsonNode message, boolean transcribes) {
        new Redaction(transcribes).object(message, "");
        return message;
    }

    /** Whether a field that was read from a recorded message had been withheld. */
    static boolean isWithheld(@Nullable String text) {
        return WITHHELD.textValue().equals(text);
    }

    /** @param within the name of the field that {@code node} is the value of, or an element of */
    private void object(JsonNode node, String within) {
        switch (node) {
            case ObjectNode object ->
                object.properties()
                        .forEach(field -> field.setValue(value(plain(field.getKey()), field.getValue(), within)));
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, element(array.get(i), within));
                }
            }
            default -> {
                // A value by itself has no name to go by.
            }
        }
    }

    private JsonNode element(JsonNode element, String within) {
        if (element.isTextual()) {
            return text(element, within);
        }
        object(element, within);
        return element;
    }

    private JsonNode value(String name, JsonNode value, String within) {
        if (value.isNull() || value.isBoolean()) {
            return value;
        }
        // Counts and switches, such as maxTokens, are no credentials.
        if (!value.isNumber() && isCredential(name)) {
            return REDACTED;
        }
        if (isSpeech(name, within)) {
            return WITHHELD;
        }
        if (ARGUMENTS.contains(name)) {
            return arguments(value);
        }
        return element(value, name);
    }

    private static boolean isCredential(String name) {
        return CAPABILITIES.contains(name)
                || name.endsWith(KEY)
                || CREDENTIAL.stream().anyMatch(name::contains);
    }

    private boolean isSpeech(String name, String within) {
        if (name.equals("name")) {
            return !NAMED.contains(within);
        }
        return SPEECH.contains(name) || !transcribes && TRANSCRIPT.contains(name);
    }

    /** What a tool is called with: only what is known to be no person's stays. */
    private static JsonNode arguments(JsonNode value) {
        var given = value.isTextual() ? parsed(value.textValue()) : value;
        if (!(given instanceof ObjectNode object)) {
            return WITHHELD;
        }
        object.properties().forEach(argument -> {
            if (!OWN_ARGUMENTS.contains(plain(argument.getKey()))
                    || !argument.getValue().isValueNode()) {
                argument.setValue(WITHHELD);
            }
        });
        return value.isTextual() ? TextNode.valueOf(object.toString()) : object;
    }

    /** JSON in a string is looked into like any other; of an address only user and password are hidden. */
    private JsonNode text(JsonNode value, String within) {
        var text = value.textValue();
        if (text.startsWith("{") || text.startsWith("[")) {
            var inside = parsed(text);
            if (inside.isContainerNode()) {
                object(inside, within);
                return TextNode.valueOf(inside.toString());
            }
        }
        return text.contains("://") && text.indexOf('@') > 0
                ? TextNode.valueOf(USER_INFO.matcher(text).replaceAll("$1[redacted]@"))
                : value;
    }

    private static JsonNode parsed(String text) {
        try {
            return VapiMessage.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return WITHHELD;
        }
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }
}
