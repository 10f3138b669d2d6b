package io.carillon.alerting.window;

import static org.awaitility.Awaitility.await;

import io.carillon.alerting.StackResource;
import io.carillon.kit.event.KafkaSettings;
import io.carillon.kit.metrics.Metrics;
import io.carillon.runbook.pack.Pack;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class StreamsSupervisorTest {

    @Inject
    Pack pack;

    @Inject
    KafkaSettings kafka;

    @Inject
    Clock clock;

    @Inject
    Metrics metrics;

    @Test
    void aBrokerWhoseNameIsNotKnownYetDoesNotEndTheSupervision() throws InterruptedException {
        var supervisor = new StreamsSupervisor(pack, kafka, "broker.invalid:9092", clock, metrics);
        supervisor.start(new StartupEvent());
        try {
            await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(10)).until(supervisor::supervising);
        } finally {
            supervisor.stop(new ShutdownEvent());
        }
    }
}
