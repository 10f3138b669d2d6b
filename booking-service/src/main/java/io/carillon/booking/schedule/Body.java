package io.carillon.booking.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.carillon.booking.query.QueryParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object, read field by field. What is wrong is collected, so that all of it is told at once, by {@link #finish};
 * until then a faulty field reads as absent. Faults name fields and expectations and never repeat what was sent.
 */
final class Body {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode fields;
    private final String path;
    private final List<String> faults;

    private Body(JsonNode fields, String path, List<String> faults) {
        this.fields = fields;
        this.path = path;
        this.faults = faults;
    }

    /** @param expected the fields, for whoever sent none */
    static Body of(byte[] bytes, String expected) {
        var fields = parsed(bytes);
        if (!fields.isObject()) {
            throw QueryParameters.invalid("The body is not a JSON object; expected " + expected + ".");
        }
        return new Body(fields, "", new ArrayList<>());
    }

    /** What a field that must be there says; empty text when it is faulty. */
    String required(String name, int longest) {
        if (!has(name)) {
            fault(name, "is missing");
            return "";
        }
        return text(name, longest).orElse("");
    }

    /** Text without blanks around it; empty where there is none. */
    Optional<String> text(String name, int longest) {
        if (!has(name)) {
            return Optional.empty();
        }
        var value = fields.get(name);
        if (!value.isTextual()) {
            fault(name, "is not a string");
            return Optional.empty();
        }
        var text = value.textValue().strip();
        if (text.isEmpty() || text.length() > longest || !storable(text)) {
            fault(name, "is not a text of 1 to %d characters without control characters".formatted(longest));
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** A whole number within {@code [least, most]}. */
    Optional<Integer> number(String name, int least, int most) {
        if (!has(name)) {
            return Optional.empty();
        }
        var value = fields.get(name);
        if (value.isIntegralNumber()
                && value.canConvertToInt()
                && value.intValue() >= least
                && value.intValue() <= most) {
            return Optional.of(value.intValue());
        }
        fault(name, "is not a whole number from %d to %d".formatted(least, most));
        return Optional.empty();
    }

    boolean flag(String name, boolean absent) {
        if (!has(name)) {
            return absent;
        }
        if (!fields.get(name).isBoolean()) {
            fault(name, "is not true or false");
        }
        return fields.get(name).asBoolean(absent);
    }

    /** Whether the field is there and not null. */
    boolean has(String name) {
        return !fields.path(name).isMissingNode() && !fields.path(name).isNull();
    }

    /** The objects of an array; none where it is faulty. */
    List<Body> objects(String name, int most) {
        if (!has(name)) {
            fault(name, "is missing");
            return List.of();
        }
        var array = fields.get(name);
        if (!array.isArray() || array.size() > most) {
            fault(name, "is not an array of at most %d objects".formatted(most));
            return List.of();
        }
        var objects = new ArrayList<Body>();
        for (int i = 0; i < array.size(); i++) {
            var at = name + "[" + i + "]";
            if (array.get(i).isObject()) {
                objects.add(new Body(array.get(i), path + at + ".", faults));
            } else {
                fault(at, "is not an object");
            }
        }
        return objects;
    }

    /** @param what goes on after the field's name */
    void fault(String name, String what) {
        faults.add(path + name + " " + what + ".");
    }

    /** Tells what is wrong, if anything is. */
    void finish() {
        if (!faults.isEmpty()) {
            throw QueryParameters.invalid(String.join(" ", faults.subList(0, Math.min(faults.size(), 20))));
        }
    }

    /** PostgreSQL stores neither control characters that nobody meant, nor halves of characters. */
    static boolean storable(String text) {
        return text.chars().noneMatch(Character::isISOControl)
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static JsonNode parsed(byte @Nullable [] bytes) {
        try {
            return bytes == null ? MissingNode.getInstance() : JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        } catch (IOException e) {
            throw new IllegalStateException("an array of bytes cannot fail to be read", e);
        }
    }
}
