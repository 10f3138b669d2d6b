package io.carillon.kit.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
        var headers = new ArrayList<Header>(attributes.size());
        attributes.forEach(
                (name, value) -> headers.add(new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8))));
        return headers;
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
