package io.carillon.booking.database;

import static io.carillon.booking.Fixture.DEMO;
import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.carillon.booking.StackResource;
import io.carillon.kit.database.Transactions;
import io.carillon.traceability.Requirement;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class DatabaseMetricsTest {

    @Inject
    Transactions transactions;

    @Inject
    AgroalDataSource pool;

    @Inject
    MeterRegistry registry;

    @Test
    @Requirement("R-PERF-13")
    void aTransactionIsTimedAtItsDoorAndASlowOneCounted() {
        var before = millis();
        var slowBefore = slow();
        transactions.inClinic(DEMO, connection -> {
            try (var sleep = connection.prepareStatement("select pg_sleep(0.15)")) {
                return sleep.execute();
            }
        });

        assertThat(millis() - before).isGreaterThan(150);
        assertThat(slow() - slowBefore).isGreaterThanOrEqualTo(1);
        assertThat(registry.get("db.transaction.duration")
                        .tag("door", "jobs")
                        .timer()
                        .count())
                .isPositive();
    }

    @Test
    @Requirement("R-PERF-13")
    void theShareOfConnectionsInUseIsShown() {
        var usage = registry.get("db.pool.usage").tag("door", "callers").gauge();
        var max = pool.getConfiguration().connectionPoolConfiguration().maxSize();
        var inUse = transactions.inClinic(DEMO, connection -> usage.value());

        assertThat(inUse).isBetween(1.0 / max, 1.0);
    }

    private double millis() {
        return registry.find("db.transaction.duration").tag("door", "callers").timers().stream()
                .mapToDouble(timer -> timer.totalTime(TimeUnit.MILLISECONDS))
                .sum();
    }

    private double slow() {
        return registry.find("db.transaction.slow").tag("door", "callers").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
