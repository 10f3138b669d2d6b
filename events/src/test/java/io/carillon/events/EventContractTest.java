package io.carillon.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each event type has a schema and a sample, and sample, schema, record and codec say the same. */
class EventContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final EventCodec codec = new EventCodec();

    @ParameterizedTest
    @EnumSource
    void theSampleKeepsToItsSchema(EventType type) {
        assertThat(SCHEMAS.getSchema(schema(type)).validate(sample(type), InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theSchemaRefusesASampleThatLacksAField(EventType type) throws IOException {
        var schema = SCHEMAS.getSchema(schema(type));
        for (var required : JSON.readTree(schema(type)).get("required")) {
            ObjectNode crippled = (ObjectNode) JSON.readTree(sample(type));
            crippled.remove(required.asText());

            assertThat(schema.validate(crippled.toString(), InputFormat.JSON))
                    .as("without %s", required)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSchemaNamesTheRecordsFields(EventType type) throws IOException {
        var inRecord = Arrays.stream(type.record().getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());

        assertThat(names(JSON.readTree(schema(type)).get("properties").fieldNames()))
                .isEqualTo(inRecord);
    }

    @ParameterizedTest
    @EnumSource
    void theSampleComesBackTheSame(EventType type) throws IOException {
        var known = decoded(type, sample(type));

        assertThat(known.event().data()).isInstanceOf(type.record());
        var encoded = codec.encode(known.event());
        assertThat(encoded.topic()).isEqualTo(type.topic());
        assertThat(encoded.key()).isEqualTo(known.event().data().key()).isNotBlank();
        assertThat(encoded.headers()).containsAllEntriesOf(headers(type));
        assertThat(JSON.readTree(encoded.value())).isEqualTo(JSON.readTree(sample(type)));
    }

    /** A newer release adds a field; this one must go on reading. */
    @ParameterizedTest
    @EnumSource
    void aFieldOfANewerReleaseIsPassedOver(EventType type) throws IOException {
        ObjectNode newer = (ObjectNode) JSON.readTree(sample(type));
        newer.putObject("addedLater").put("x", 1);

        assertThat(decoded(type, newer.toString()).event().data())
                .isEqualTo(decoded(type, sample(type)).event().data());
    }

    private EventCodec.Decoded.Known decoded(EventType type, String data) {
        return (EventCodec.Decoded.Known) codec.decode(headers(type), data.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> headers(EventType type) {
        return Map.of(
                "ce_specversion", "1.0",
                "ce_id", "5d3f3a0e-0000-4000-8000-000000000001",
                "ce_source", "/carillon/test",
                "ce_type", type.wireName(),
                "ce_time", "2026-03-02T17:05:00Z",
                "ce_clinic", "00000000-0000-4000-8000-000000000001",
                "ce_requestid", "r-1",
                "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    }

    private static Set<String> names(Iterator<String> fields) {
        Iterable<String> once = () -> fields;
        return StreamSupport.stream(once.spliterator(), false).collect(Collectors.toSet());
    }

    private static String schema(EventType type) {
        return resource("schemas/" + type.wireName() + ".json");
    }

    private static String sample(EventType type) {
        return resource("samples/" + type.wireName() + ".json");
    }

    private static String resource(String name) {
        try (var in = Objects.requireNonNull(EventType.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
