package io.carillon.webhook.delivery;

import static io.carillon.webhook.delivery.Callbacks.newCall;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.CallEvent.Parameter;
import io.carillon.events.CloudEvent;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.Tables;
import io.carillon.webhook.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many callbacks cost few transactions: one for each would cost many times what answering them does (ADR 20). */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class BatchesTest {

    private static final Logger LOG = Logger.getLogger(BatchesTest.class);
    private static final int CALLS = 1_500;
    private static final List<String> WAY = List.of("ringing", "in-progress", "completed");

    @Inject
    Callbacks callbacks;

    @BeforeEach
    void tables() {
        callbacks.tablesAreThere();
    }

    @Test
    @Requirement("R-WEB-13")
    void thousandsOfCallbacksTakeEffectInFewTransactions() {
        var marker = newCall();
        var events = new ArrayList<CloudEvent<CallbackAccepted>>();
        for (int step = 0; step < WAY.size(); step++) {
            for (int call = 0; call < CALLS; call++) {
                events.add(status(marker + "-" + call, WAY.get(step), step));
            }
        }
        var before = transactions();
        var began = System.nanoTime();

        callbacks.publish(events);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(Tables.rows(
                                "select count(*) from webhook_delivery_log where call_id like ? and status = 'completed'",
                                marker + "-%"))
                        .containsExactly(Integer.toString(events.size())));
        var took = Duration.ofNanos(System.nanoTime() - began);
        LOG.infof("%d callbacks in effect after %d ms, published included", events.size(), took.toMillis());
        assertThat(Tables.rows(
                        "select status, count(*) from patient_call_logs where call_id like ? group by status",
                        marker + "-%"))
                .containsExactly("completed " + CALLS);
        assertThat(transactions() - before)
                .as("transactions of all jobs meanwhile")
                .isLessThan(events.size() / 10.0);
    }

    private CloudEvent<CallbackAccepted> status(String call, String status, int sequence) {
        return callbacks.callback(
                call + "-" + sequence,
                call,
                "voice.status",
                List.of(
                        new Parameter("CallSid", call),
                        new Parameter("AccountSid", "AC0123456789abcdef0123456789abcdef"),
                        new Parameter("From", "+15555550123"),
                        new Parameter("To", World.DEMO_NUMBER),
                        new Parameter("Direction", "inbound"),
                        new Parameter("CallStatus", status),
                        new Parameter("SequenceNumber", Integer.toString(sequence))),
                null);
    }

    private static double transactions() {
        return given().get("/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("db_transaction_duration_seconds_count") && line.contains("\"jobs\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
