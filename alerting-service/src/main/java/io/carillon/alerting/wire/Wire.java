package io.carillon.alerting.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

/**
 * Records as JSON, the kind of a sealed one beside its fields. Unknown fields are passed over, so that two adjacent
 * releases can run side by side. Thread-safe.
 */
public final class Wire {

    private static final String KIND = "kind";

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Wire() {}

    /** What is not one of our records, or not whole. */
    public static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    public static String write(Object record) {
        try {
            return JSON.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    /** {@code record} with its kind. */
    public static JsonNode tree(String kind, Object record) {
        return JSON.<ObjectNode>valueToTree(record).put(KIND, kind);
    }

    public static JsonNode tree(Object record) {
        return JSON.valueToTree(record);
    }

    public static byte[] bytes(Object record) {
        try {
            return JSON.writeValueAsBytes(record);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    public static <T> T read(String json, Class<T> type) throws MalformedException {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new MalformedException("not a " + type.getSimpleName(), e);
        }
    }

    public static JsonNode parse(byte[] json) throws MalformedException {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new MalformedException("not JSON", e);
        }
    }

    public static <T> T read(JsonNode json, Class<T> type) throws MalformedException {
        try {
            return JSON.treeToValue(json, type);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new MalformedException("not a " + type.getSimpleName(), e);
        }
    }

    /** @param types the record for a kind; throws {@link IllegalArgumentException} for an unknown one */
    public static <T> T readKind(JsonNode json, Function<String, Class<? extends T>> types) throws MalformedException {
        try {
            return read(json, types.apply(json.path(KIND).asText()));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("kind unknown", e);
        }
    }
}
