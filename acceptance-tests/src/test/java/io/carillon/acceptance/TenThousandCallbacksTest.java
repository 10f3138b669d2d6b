package io.carillon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.traceability.Requirement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What issue 4 is seen to work by: nothing that was acknowledged is lost or done twice, whatever is away meanwhile. */
@ExtendWith(Platform.Running.class)
class TenThousandCallbacksTest {

    private static final int CALLBACKS = 10_000;
    private static final int PER_SECOND = 110;
    private static final Duration AWAY = Duration.ofSeconds(20);
    private static final Duration CALM = Duration.ofSeconds(3);

    /** Others of this run want to start with a platform at peace. */
    @AfterEach
    void everythingRunsAndNothingIsOpen(Platform platform) {
        for (var server : List.of("kafka", "redis", "postgres")) {
            platform.start(server);
        }
        await().atMost(3, TimeUnit.MINUTES)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .until(() -> Http.get(platform.door("/api/incidents?status=open"), "X-API-Key", "dev-viewer-key")
                        .json()
                        .get("incidents")
                        .isEmpty());
    }

    @Test
    @Requirement({"R-WEB-04", "R-WEB-13", "R-WEB-17"})
    void everyAcknowledgedCallbackIsInEffectExactlyOnceWhateverWasAway(Platform platform) throws Exception {
        // Given
        var run = "CAchaos" + UUID.randomUUID().toString().substring(0, 8);
        var traffic = new TwilioTraffic(platform, run);

        // When ten thousand callbacks come at a fixed rate, and one server after the other is away
        var begun = System.nanoTime();
        var sending = CompletableFuture.runAsync(() -> traffic.send(CALLBACKS, PER_SECOND));
        away(platform, "kafka", () -> {
            // With a part of what was acknowledged nowhere but in the spool.
            pass(AWAY.dividedBy(3));
            platform.kill("webhook-service");
            platform.restart("webhook-service");
        });
        away(platform, "redis", () -> {});
        away(platform, "postgres", () -> {});
        sending.get(4, TimeUnit.MINUTES);
        var sent = Duration.ofNanos(System.nanoTime() - begun);

        // Then
        var seen = settled(platform, run, traffic.acknowledged());
        print(traffic, sent, seen);
        assertThat(traffic.wrong()).as("answers of no use").isEmpty();
        assertThat(traffic.acknowledged()).as("acknowledged").hasSize(CALLBACKS);
        assertThat(traffic.failedTries()).as("tries that met a dead service").isPositive();
        assertThat(seen.idsByCallback().keySet()).as("on Kafka").isEqualTo(traffic.acknowledged());
        assertThat(seen.idsByCallback().values()).as("one id a callback").allMatch(ids -> ids.size() == 1);
        assertThat(seen.effects().values()).as("effects of an id").containsOnly(1L);
        assertThat(seen.effects().keySet()).as("in effect").isEqualTo(seen.allIds());
        assertThat(seen.clinicless())
                .as("without a clinic, though the service was killed while Kafka was away")
                .isZero();
    }

    private static void away(Platform platform, String server, Runnable meanwhile) {
        pass(CALM);
        var begun = System.nanoTime();
        platform.stop(server);
        meanwhile.run();
        pass(AWAY.minusNanos(System.nanoTime() - begun));
        platform.start(server);
    }

    /**
     * Where it all came to rest.
     *
     * @param events of this run on Kafka, repeats counted
     * @param effects completed rows of the delivery log by {@code ce_id}
     * @param clinicless those of them that belong to no clinic
     */
    private record Seen(
            int events, Map<String, Set<String>> idsByCallback, Map<String, Long> effects, long clinicless) {

        Set<String> allIds() {
            var ids = new TreeSet<String>();
            idsByCallback.values().forEach(ids::addAll);
            return ids;
        }
    }

    private static Seen settled(Platform platform, String run, Set<String> acknowledged) throws Exception {
        try (var calls = new CallsTopic(platform)) {
            await("every acknowledged callback in effect")
                    .atMost(60, TimeUnit.SECONDS)
                    .pollInterval(Duration.ofSeconds(1))
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .until(() -> completed(platform, run) >= acknowledged.size());
            var ids = new TreeMap<String, Set<String>>();
            var events = 0;
            for (var recorded : calls.callbacks()) {
                var callback = recorded.callback();
                if (callback.callId().startsWith(run)) {
                    ids.computeIfAbsent(callback.callId() + " " + callback.kind(), any -> new TreeSet<>())
                            .add(recorded.ceId());
                    events++;
                }
            }
            return new Seen(events, ids, effects(platform, run), clinicless(platform, run));
        }
    }

    private static long completed(Platform platform, String run) throws SQLException {
        try (var log = Appointments.of(platform)) {
            return log.count(
                    "select count(*) from webhook_delivery_log where call_id like ? || '%' and status = 'completed'",
                    run);
        }
    }

    private static long clinicless(Platform platform, String run) throws SQLException {
        try (var log = Appointments.of(platform)) {
            return log.count(
                    "select count(*) from webhook_delivery_log where call_id like ? || '%' and org_id is null", run);
        }
    }

    private static Map<String, Long> effects(Platform platform, String run) throws SQLException {
        var effects = new TreeMap<String, Long>();
        try (var log = Appointments.of(platform)) {
            log.rows("select ce_id from webhook_delivery_log where call_id like ? || '%' and status = 'completed'", run)
                    .forEach(row -> effects.merge(row.getFirst(), 1L, Long::sum));
        }
        return effects;
    }

    private static void print(TwilioTraffic traffic, Duration sent, Seen seen) {
        System.out.printf(
                """
                %d callbacks at %d/s in %d s; Kafka, Redis, PostgreSQL each %d s away, 1 kill:
                  acknowledged               %6d
                  tries that failed          %6d
                  repeated, same answer      %6d
                  answers of no use          %6d
                  events on Kafka            %6d
                  their different ids        %6d
                  in effect (delivery log)   %6d
                  of no clinic               %6d
                """,
                CALLBACKS,
                PER_SECOND,
                sent.toSeconds(),
                AWAY.toSeconds(),
                traffic.acknowledged().size(),
                traffic.failedTries(),
                traffic.repeats(),
                traffic.wrong().size(),
                seen.events(),
                seen.allIds().size(),
                seen.effects().size(),
                seen.clinicless());
    }

    private static void pass(Duration time) {
        var begin = System.nanoTime();
        await().atMost(AWAY.multipliedBy(10)).until(() -> System.nanoTime() - begin >= time.toNanos());
    }
}
