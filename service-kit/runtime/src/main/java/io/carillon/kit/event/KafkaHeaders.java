package io.carillon.kit.event;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/** CloudEvents attributes as Kafka headers and back. */
public final class KafkaHeaders {

    private KafkaHeaders() {}

    public static List<Header> of(Map<String, String> attributes) {
        return attributes.entrySet().stream()
                .<Header>map(attribute -> new RecordHeader(
                        attribute.getKey(), attribute.getValue().getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    public static Map<String, String> read(Headers headers) {
        var attributes = new HashMap<String, String>();
        for (var header : headers) {
            if (header.value() != null) {
                attributes.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return attributes;
    }
}
