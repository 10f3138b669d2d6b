package io.carillon.webhook.delivery;

import io.carillon.events.CallEvent;
import io.carillon.events.CloudEvent;
import io.carillon.events.EventCodec;
import io.carillon.events.EventType;
import io.carillon.events.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job's event as it is kept while there is something to do with it: type and data as on the topic. */
final class JobData {

    /** Of no interest to any effect, and therefore not kept. */
    private static final String SOURCE = "/carillon/webhook-service";

    /** Those that this release can read. */
    static final String[] TYPES = Arrays.stream(EventType.values())
            .filter(type -> type.topic() == Topic.CALLS)
            .map(EventType::wireName)
            .toArray(String[]::new);

    private JobData() {}

    static String type(Job job) {
        return EventType.of(job.event()).wireName();
    }

    static String text(EventCodec codec, Job job) {
        var envelope = new CloudEvent<>(job.ceId(), SOURCE, job.at(), job.orgId(), job.requestId(), null, job.event());
        return new String(codec.encode(envelope).value(), StandardCharsets.UTF_8);
    }

    /** @throws IllegalStateException for what this release cannot read, which it never wrote */
    static Job read(
            EventCodec codec,
            String ceId,
            Instant at,
            @Nullable UUID orgId,
            @Nullable String requestId,
            String type,
            String payload) {
        var headers =
                new HashMap<>(Map.of("ce_id", ceId, "ce_source", SOURCE, "ce_type", type, "ce_time", at.toString()));
        if (codec.decode(headers, payload.getBytes(StandardCharsets.UTF_8)) instanceof EventCodec.Decoded.Known known
                && known.event().data() instanceof CallEvent event) {
            return new Job(ceId, at, orgId, requestId, event);
        }
        throw new IllegalStateException("a job's event is not of a type that this release knows: " + type);
    }
}
