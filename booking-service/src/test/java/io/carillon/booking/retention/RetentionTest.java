package io.carillon.booking.retention;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.booking.StackResource;
import io.carillon.booking.mode.PlatformMode;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.metrics.Metrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class RetentionTest {

    @Inject
    Transactions transactions;

    @Inject
    RetentionRepository repository;

    @Inject
    PlatformMode mode;

    @Inject
    Metrics metrics;

    @Inject
    MeterRegistry registry;

    @Inject
    Clock clock;

    @Inject
    RetentionSweep sweep;

    private record Settings(boolean dryRun, int batch, Map<String, Duration> periods) implements RetentionSettings {
        @Override
        public Duration look() {
            return Duration.ofHours(1);
        }

        @Override
        public int batches() {
            return 100;
        }
    }

    @Test
    void whatIsPastItsTimeGoesInBatchesAndTheRestStays() {
        attempts(25, "401 days");
        attempts(3, "399 days");

        with(new Settings(false, 10, Map.of())).sweep(RetentionClass.BOOKING_ATTEMPTS, true);
        assertThat(left()).isEqualTo(28);

        sweep.sweep(RetentionClass.BOOKING_ATTEMPTS, true);
        assertThat(left()).isEqualTo(28);
        assertThat(registry.get("retention.due")
                        .tag("class", "booking-attempts")
                        .gauge()
                        .value())
                .isEqualTo(25);

        with(new Settings(false, 10, Map.of())).sweep();
        assertThat(left()).isEqualTo(3);

        with(new Settings(true, 10, Map.of("booking-attempts", Duration.ofDays(390))))
                .sweep();
        assertThat(left()).isEqualTo(3);
        with(new Settings(false, 10, Map.of("booking-attempts", Duration.ofDays(390))))
                .sweep();
        assertThat(left()).isZero();
    }

    @Test
    void keptAnswersGoAfterTwoDays() {
        for (var age : new String[] {"1 day", "3 days"}) {
            sql("""
                    insert into idempotency_keys (actor, key, org_id, fingerprint, status, media_type, body, created_at)
                    values ('retention', ?, ?, sha256(''), 201, 'application/json', '', now() - ?::interval)""", UUID.randomUUID().toString(), DEMO, age);
        }
        sweep.sweep(RetentionClass.IDEMPOTENCY_KEYS, false);
        assertThat(rows("select 1 from idempotency_keys where actor = 'retention'"))
                .hasSize(1);
    }

    @Test
    void aClassThatThereIsNotIsRefused() {
        assertThatThrownBy(() -> with(new Settings(false, 10, Map.of("calls", Duration.ofDays(1)))))
                .hasMessageContaining("calls");
    }

    private RetentionSweep with(RetentionSettings settings) {
        return new RetentionSweep(transactions, repository, settings, mode, metrics, clock);
    }

    private static void attempts(int count, String age) {
        sql("""
                insert into booking_attempts (id, org_id, code, detail, started_at, created_at, request_id)
                select gen_random_uuid(), ?, 'SLOT_OVERLAP', 'old', now(), now() - ?::interval, 'retention'
                from generate_series(1, ?)""", DEMO, age, count);
    }

    private static int left() {
        return rows("select id from booking_attempts where request_id = 'retention'")
                .size();
    }
}
