package io.carillon.webhook.delivery;

import static org.awaitility.Awaitility.await;

import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.CallEvent.Parameter;
import io.carillon.events.CloudEvent;
import io.carillon.kit.database.DatabaseWatch;
import io.carillon.kit.event.EventPublisher;
import io.carillon.webhook.Tables;
import io.carillon.webhook.World;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Callbacks as they lie on the topic, put there by hand, and what became of them. */
@Singleton
public class Callbacks {

    private final EventPublisher publisher;
    private final DatabaseWatch database;
    private final Clock clock;

    Callbacks(EventPublisher publisher, DatabaseWatch database, Clock clock) {
        this.publisher = publisher;
        this.database = database;
        this.clock = clock;
    }

    /** The tables are made by the service as soon as it can; a test has to wait for them. */
    public void tablesAreThere() {
        await().atMost(Duration.ofSeconds(60)).until(() -> database.reasonAway().isEmpty());
        ScriptedEffect.table();
    }

    public static String newCall() {
        return "CA" + UUID.randomUUID().toString().replace("-", "");
    }

    /** {@code count} callbacks of one call, ids {@code <call>-0} and so on. */
    public List<CloudEvent<CallbackAccepted>> ofCall(String callId, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> callback(callId + "-" + i, callId, ScriptedEffect.KIND, List.of(), null))
                .toList();
    }

    public CloudEvent<CallbackAccepted> callback(
            String ceId, String callId, String kind, List<Parameter> parameters, @Nullable String body) {
        return callback("twilio", ceId, callId, kind, parameters, body);
    }

    public CloudEvent<CallbackAccepted> callback(
            String provider,
            String ceId,
            String callId,
            String kind,
            List<Parameter> parameters,
            @Nullable String body) {
        return new CloudEvent<>(
                ceId,
                "/carillon/test",
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                World.DEMO,
                "r-" + ceId,
                null,
                new CallbackAccepted(callId, provider, kind, "/api/voice/test", parameters, body));
    }

    public void publish(List<? extends CloudEvent<?>> events) {
        CompletableFuture.allOf(events.stream()
                        .map(event -> publisher.publish(event).toCompletableFuture())
                        .toArray(CompletableFuture[]::new))
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    /** {@code status attempts} of each job of the call, in order. */
    public static List<String> jobs(String callId) {
        return Tables.rows(
                "select status, attempts from webhook_delivery_log where call_id = ? order by job_id", callId);
    }

    /** The ids that took effect, as often and in the order in which they did. */
    public static List<String> effects(String callId) {
        return Tables.rows("select ce_id from test_effects where call_id = ? order by n", callId);
    }

    public static List<String> ids(List<CloudEvent<CallbackAccepted>> events) {
        return events.stream().map(CloudEvent::id).toList();
    }
}
