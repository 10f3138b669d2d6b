package io.carillon.webhook.delivery;

import static io.carillon.webhook.delivery.Callbacks.effects;
import static io.carillon.webhook.delivery.Callbacks.ids;
import static io.carillon.webhook.delivery.Callbacks.jobs;
import static io.carillon.webhook.delivery.Callbacks.newCall;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.CloudEvent;
import io.carillon.events.DeadLetterEvent.CallEventDied;
import io.carillon.events.Topic;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.EventsSeen;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.Tables;
import io.carillon.webhook.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real Kafka, real PostgreSQL: what was recorded takes effect once, in order for each call, whatever fails. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class DeliveryTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration RECOVERY = Duration.ofSeconds(90);

    @Inject
    World world;

    @Inject
    Callbacks callbacks;

    @Inject
    ScriptedEffect effect;

    @BeforeEach
    void tables() {
        callbacks.tablesAreThere();
    }

    @AfterEach
    void healed() {
        effect.heal();
        world.stack.start("postgres");
        world.stack.start("kafka");
    }

    @Test
    @Requirement("R-WEB-13")
    void aCallbackThatComesThriceTakesEffectOnceAndIsNotedOnce() {
        var call = newCall();
        var events = callbacks.ofCall(call, 3);
        var thrice = new ArrayList<>(events);
        thrice.addAll(events);
        thrice.addAll(events.reversed());

        callbacks.publish(thrice);
        callbacks.publish(events);

        var last = callbacks.ofCall(call, 4).getLast();
        callbacks.publish(List.of(last));
        await().atMost(SOON).until(() -> effects(call).contains(last.id()));
        assertThat(effects(call)).containsExactly(call + "-0", call + "-1", call + "-2", call + "-3");
        assertThat(Tables.rows("""
                        select ce_id, status, provider, event, attempts, http_status, org_id, request_id, payload is null
                        from webhook_delivery_log where call_id = ? order by job_id limit 1""", call))
                .containsExactly(
                        "%s-0 completed twilio test.scripted 0 200 %s r-%s-0 t".formatted(call, World.DEMO, call));
    }

    @Test
    @Requirement({"R-WEB-15", "R-WEB-16"})
    void oneThatSpoilsItsBatchHoldsUpItsOwnCallOnlyAndThatInOrder() {
        var calls = IntStream.range(0, 8).mapToObj(i -> newCall()).toList();
        var spoiled = calls.get(3);
        effect.trouble(spoiled + "-2", connection -> {
            throw new IllegalStateException("planted");
        });
        var mixed = mixed(calls, 6);
        var failures = failures();

        callbacks.publish(mixed);

        var others = calls.stream().filter(call -> !call.equals(spoiled)).toList();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(others)
                        .allSatisfy(call -> assertThat(effects(call)).isEqualTo(ids(callbacks.ofCall(call, 6)))));
        await().atMost(SOON).untilAsserted(() -> assertThat(jobs(spoiled)).hasSize(6));
        assertThat(effects(spoiled)).containsExactly(spoiled + "-0", spoiled + "-1");
        assertThat(Tables.rows(
                        "select cause, last_error like 'IllegalStateException at %', http_status from"
                                + " webhook_delivery_log where ce_id = ?",
                        spoiled + "-2"))
                .containsExactly("ours t 500");
        assertThat(failures() - failures)
                .as("webhook.failures, which R-ALRT-05 counts: once for the job, however often it is tried")
                .isEqualTo(1);

        effect.heal();

        await().atMost(SOON).untilAsserted(() -> assertThat(effects(spoiled)).hasSize(6));
        assertThat(effects(spoiled)).isEqualTo(ids(callbacks.ofCall(spoiled, 6)));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(jobs(spoiled)).allMatch(job -> job.startsWith("completed")));
    }

    @Test
    @Requirement("R-WEB-15")
    void whatFailsFiveTimesIsADeadLetterWithItsReasonAndTheCallGoesOn() {
        var call = newCall();
        effect.trouble(call + "-0", connection -> {
            throw new SQLException("planted: +15555550123", "22001");
        });

        callbacks.publish(callbacks.ofCall(call, 3));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(jobs(call)).containsExactly("failed 5", "completed 0", "completed 0"));
        assertThat(effects(call)).containsExactly(call + "-1", call + "-2");
        var letter = letters(call, 1).getFirst();
        assertThat(letter.cause()).isEqualTo("ours");
        assertThat(letter.reason()).isEqualTo("SQL state 22001");
        assertThat(letter.attempts()).isEqualTo(5);
        assertThat(letter.originalId()).isEqualTo(call + "-0");
        assertThat(letter.originalData())
                .contains("\"callId\":\"" + call + "\"")
                .contains("test.scripted");
    }

    @Test
    @Requirement("R-WEB-15")
    void whatNobodyCanReadIsADeadLetterAtOnceByItsSendersFault() {
        var call = newCall();
        var other = newCall();
        effect.trouble(call + "-1", connection -> {
            throw new UnprocessableCallback(call + "-1", "SequenceNumber is no number; expected one");
        });

        callbacks.publish(mixed(List.of(call, other), 3));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(jobs(call)).containsExactly("completed 0", "dead 1", "completed 0"));
        await().atMost(SOON).untilAsserted(() -> assertThat(effects(other)).hasSize(3));
        assertThat(effects(call)).containsExactly(call + "-0", call + "-2");
        assertThat(letters(call, 1)).singleElement().satisfies(letter -> {
            assertThat(letter.cause()).isEqualTo("sender");
            assertThat(letter.reason()).isEqualTo("SequenceNumber is no number; expected one");
        });
    }

    @Test
    @Requirement("R-WEB-15")
    void aDependencyOfAnEffectThatIsAwayIsTriedAgain() {
        var call = newCall();
        var tries = new AtomicInteger();
        effect.trouble(call + "-0", connection -> {
            if (tries.incrementAndGet() < 4) {
                throw new DependencyAwayException("the scripted store does not answer");
            }
        });

        callbacks.publish(callbacks.ofCall(call, 1));

        await().atMost(SOON).untilAsserted(() -> assertThat(effects(call)).hasSize(1));
        assertThat(tries).hasValue(4);
        await().atMost(SOON).untilAsserted(() -> assertThat(jobs(call)).containsExactly("completed 3"));
    }

    /** PostgreSQL's absence is nobody's failed try: events wait on Kafka. */
    @Test
    @Requirement({"R-WEB-13", "R-WEB-17", "R-EXT-12"})
    void withPostgresStoppedInTheMiddleEverythingTakesEffectOnceItIsBackAndNothingHasFailed() {
        var calls = IntStream.range(0, 20).mapToObj(i -> newCall()).toList();
        callbacks.publish(mixed(calls, 3));
        await().atMost(SOON).until(() -> !effects(calls.getFirst()).isEmpty());

        world.stack.stop("postgres");
        callbacks.publish(mixed(calls, 6));
        world.stack.start("postgres");

        await().atMost(RECOVERY)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(calls)
                        .allSatisfy(call -> assertThat(effects(call)).isEqualTo(ids(callbacks.ofCall(call, 6)))));
        assertThat(calls).allSatisfy(call -> assertThat(jobs(call)).hasSize(6).allMatch("completed 0"::equals));
    }

    /** As {@code kill -9} leaves it: the session is gone in the middle of a batch that had written already. */
    @Test
    @Requirement("R-WEB-17")
    void aBatchWhoseConnectionIsKilledInTheMiddleIsDoneOnceByTheNextTry() {
        var call = newCall();
        var tries = new AtomicInteger();
        effect.trouble(call + "-4", connection -> {
            if (tries.incrementAndGet() == 1) {
                kill(connection.unwrap(org.postgresql.PGConnection.class).getBackendPID());
            }
        });

        callbacks.publish(callbacks.ofCall(call, 9));

        await().atMost(SOON).untilAsserted(() -> assertThat(effects(call)).hasSize(9));
        assertThat(tries.get()).isGreaterThan(1);
        assertThat(effects(call)).isEqualTo(ids(callbacks.ofCall(call, 9)));
        assertThat(jobs(call)).hasSize(9).allMatch("completed 0"::equals);
    }

    /** What a replica that was killed had taken is taken by another when its lease has run out. */
    @Test
    @Requirement("R-WEB-15")
    void aJobWhoseTakerDiedIsDoneBySomebodyElse() {
        var call = newCall();
        effect.trouble(call + "-0", connection -> {
            throw new IllegalStateException("planted");
        });
        callbacks.publish(callbacks.ofCall(call, 1));
        await().atMost(SOON).until(() -> !jobs(call).isEmpty());
        Tables.sql("""
                update webhook_delivery_log set status = 'active', due_at = now() + interval '2 seconds'
                where call_id = ?""", call);

        effect.heal();

        await().atMost(SOON).untilAsserted(() -> assertThat(effects(call)).containsExactly(call + "-0"));
    }

    @Test
    void whatSomebodyIsAtIsNobodyElsesHoweverLongItTakes() throws Exception {
        var call = newCall();
        var inside = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var tries = new AtomicInteger();
        effect.trouble(call + "-0", connection -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("planted");
            }
            inside.countDown();
            awaited(goOn);
        });
        callbacks.publish(callbacks.ofCall(call, 1));
        assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();

        try (var other = Tables.connect("carillon_migrate");
                var select = other.prepareStatement(
                        "select job_id from webhook_delivery_log where call_id = ? for update skip locked")) {
            select.setString(1, call);
            assertThat(select.executeQuery().next()).isFalse();
        }
        goOn.countDown();

        await().atMost(SOON).untilAsserted(() -> assertThat(jobs(call)).containsExactly("completed 1"));
        assertThat(effects(call)).hasSize(1);
    }

    @Test
    void whatIsNoEventOfOursIsCountedAndHoldsUpNobody() throws Exception {
        var call = newCall();
        var unreadable = metric("webhook_deliveries_unreadable_total");
        Map<String, Object> brokers = Map.of("bootstrap.servers", world.stack.kafka());
        try (var producer = new KafkaProducer<>(brokers, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topic.CALLS.name(world.stack.topicPrefix()), call, new byte[] {1, 2}))
                    .get(30, TimeUnit.SECONDS);
        }

        callbacks.publish(callbacks.ofCall(call, 2));

        await().atMost(SOON).untilAsserted(() -> assertThat(effects(call)).hasSize(2));
        assertThat(metric("webhook_deliveries_unreadable_total") - unreadable).isEqualTo(1);
    }

    private static double metric(String name) {
        return given().get("/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static double failures() {
        return given().get("/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("webhook_failures_total")
                        && line.contains("reason=\"delivery\"")
                        && line.contains("provider=\"twilio\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private List<CallEventDied> letters(String call, int expected) {
        await().atMost(SOON)
                .until(() -> EventsSeen.on(world.stack, Topic.DEAD_CALLS, call).size() >= expected);
        return EventsSeen.on(world.stack, Topic.DEAD_CALLS, call).stream()
                .map(event -> (CallEventDied) event.data())
                .toList();
    }

    /** Those of all calls mixed, each call's in order. */
    private List<CloudEvent<CallbackAccepted>> mixed(List<String> calls, int each) {
        var left = new ArrayList<ArrayList<CloudEvent<CallbackAccepted>>>();
        calls.forEach(call -> left.add(new ArrayList<>(callbacks.ofCall(call, each))));
        var random = new Random(7);
        var mixed = new ArrayList<CloudEvent<CallbackAccepted>>();
        while (!left.isEmpty()) {
            var of = left.get(random.nextInt(left.size()));
            mixed.add(of.removeFirst());
            left.removeIf(List::isEmpty);
        }
        return mixed;
    }

    private static void kill(int pid) throws SQLException {
        try (var connection = Tables.connect("carillon_health");
                var kill = connection.prepareStatement("select pg_terminate_backend(?)")) {
            kill.setInt(1, pid);
            kill.execute();
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
