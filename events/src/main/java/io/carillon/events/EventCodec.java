package io.carillon.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.carillon.events.CallEvent.CallbackAccepted;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0 in Kafka's binary mode: attributes as headers {@code ce_…}, the data as JSON in the record's value.
 * Knows nothing of Kafka's classes, so that a spool and a test can use it as well. Thread-safe.
 */
public final class EventCodec {

    private static final String SPEC_VERSION = "1.0";

    /** Bytes of an ordinary callback, and then some. */
    private static final int ROOM = 2_048;

    private final JsonMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    /** An event as it goes onto a topic. */
    public record Encoded(Topic topic, String key, Map<String, String> headers, byte[] value) {
        public Encoded {
            headers = Map.copyOf(headers);
        }
    }

    /** What a record on a topic turned out to be. */
    public sealed interface Decoded {
        record Known(CloudEvent<? extends Event> event) implements Decoded {}

        /** A type that this release does not know: to be passed over, not to be failed on. */
        record Unknown(String type) implements Decoded {}

        /** Not an event of ours; {@code reason} names the header or field without its content. */
        record Malformed(String reason) implements Decoded {}
    }

    public Encoded encode(CloudEvent<?> event) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("ce_specversion", SPEC_VERSION);
        headers.put("ce_id", event.id());
        headers.put("ce_source", event.source());
        headers.put("ce_type", event.type().wireName());
        headers.put("ce_time", event.time().toString());
        headers.put("ce_subject", event.subject());
        headers.put("content-type", "application/json");
        putIfPresent(headers, "ce_clinic", event.clinic());
        putIfPresent(headers, "ce_requestid", event.requestId());
        putIfPresent(headers, "traceparent", event.traceparent());
        return new Encoded(event.type().topic(), event.subject(), headers, write(event.data()));
    }

    public Decoded decode(Map<String, String> headers, byte @Nullable [] value) {
        var type = headers.get("ce_type");
        var id = headers.get("ce_id");
        var source = headers.get("ce_source");
        var time = headers.get("ce_time");
        if (type == null || id == null || source == null || time == null) {
            return new Decoded.Malformed("one of the headers ce_id, ce_source, ce_type, ce_time is missing");
        }
        var known = EventType.ofWireName(type);
        if (known.isEmpty()) {
            return new Decoded.Unknown(type);
        }
        if (value == null) {
            return new Decoded.Malformed("no data");
        }
        try {
            var data = json.readValue(value, known.get().record());
            var clinic = headers.get("ce_clinic");
            return new Decoded.Known(new CloudEvent<>(
                    id,
                    source,
                    Instant.parse(time),
                    clinic == null ? null : UUID.fromString(clinic),
                    headers.get("ce_requestid"),
                    headers.get("traceparent"),
                    data));
        } catch (DateTimeParseException e) {
            return new Decoded.Malformed("ce_time is not an RFC 3339 time");
        } catch (JsonProcessingException e) {
            return new Decoded.Malformed(
                    "data is not a %s: %s".formatted(type, e.getClass().getSimpleName()));
        } catch (IOException | IllegalArgumentException e) {
            return new Decoded.Malformed("data or ce_clinic cannot be read");
        }
    }

    private byte[] write(Event data) {
        try {
            return data instanceof CallbackAccepted callback ? write(callback) : json.writeValueAsBytes(data);
        } catch (IOException e) {
            throw new IllegalStateException("an event record cannot be written as JSON", e);
        }
    }

    /** The same bytes as the mapper's, without its looks at types: this is written while a caller waits. */
    private byte[] write(CallbackAccepted callback) throws IOException {
        try (var bytes = new ByteArrayBuilder(ROOM)) {
            try (var out = json.getFactory().createGenerator(bytes)) {
                out.writeStartObject();
                out.writeStringField("callId", callback.callId());
                out.writeStringField("provider", callback.provider());
                out.writeStringField("kind", callback.kind());
                out.writeStringField("path", callback.path());
                out.writeArrayFieldStart("parameters");
                for (var parameter : callback.parameters()) {
                    out.writeStartObject();
                    out.writeStringField("name", parameter.name());
                    out.writeStringField("value", parameter.value());
                    out.writeEndObject();
                }
                out.writeEndArray();
                if (callback.body() != null) {
                    out.writeStringField("body", callback.body());
                }
                out.writeEndObject();
            }
            return bytes.toByteArray();
        }
    }

    private static void putIfPresent(Map<String, String> headers, String name, @Nullable Object value) {
        if (value != null) {
            headers.put(name, value.toString());
        }
    }
}
