package io.carillon.booking.retention;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.booking.StackResource;
import io.carillon.kit.database.DatabaseWatch;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.retention.Keeper;
import io.carillon.kit.retention.Kept;
import io.carillon.kit.retention.RetentionSettings;
import io.carillon.kit.retention.RetentionSweep;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class RetentionTest {

    @Inject
    Transactions transactions;

    @Inject
    DatabaseWatch database;

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

    private record Attempts(boolean mayDelete) implements Keeper {
        @Override
        public List<Kept> kept() {
            return List.of(new Kept(
                    "attempts", "booking_attempts", "created_at", "request_id = 'retention'", Duration.ofDays(400)));
        }
    }

    @Test
    void whatIsPastItsTimeGoesInBatchesAndTheRestStays() {
        attempts(25, "401 days");
        attempts(3, "399 days");
        var open = new Attempts(true);
        var older = Map.of("attempts", Duration.ofDays(390));

        with(new Attempts(false), new Settings(false, 10, Map.of())).sweep();
        with(open, new Settings(true, 10, Map.of())).sweep();
        assertThat(left()).isEqualTo(28);

        with(open, new Settings(false, 10, Map.of())).sweep();
        assertThat(left()).isEqualTo(3);

        with(open, new Settings(true, 10, older)).sweep();
        assertThat(left()).isEqualTo(3);
        with(open, new Settings(false, 10, older)).sweep();
        assertThat(left()).isZero();
    }

    @Test
    void whatIsDueCanBeSeen() {
        sweep.sweep();

        assertThat(registry.get("retention.due")
                        .tag("class", "booking-attempts")
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    void keptAnswersGoAfterTwoDays() {
        for (var age : new String[] {"1 day", "3 days"}) {
            sql("""
                    insert into idempotency_keys (actor, key, org_id, fingerprint, status, media_type, body, created_at)
                    values ('retention', ?, ?, sha256(''), 201, 'application/json', '', now() - ?::interval)""", UUID.randomUUID().toString(), DEMO, age);
        }
        sweep.sweep();
        assertThat(rows("select 1 from idempotency_keys where actor = 'retention'"))
                .hasSize(1);
    }

    @Test
    void aClassThatThereIsNotIsRefused() {
        assertThatThrownBy(() -> with(new Attempts(true), new Settings(false, 10, Map.of("calls", Duration.ofDays(1)))))
                .hasMessageContaining("calls");
    }

    private RetentionSweep with(Keeper keeper, RetentionSettings settings) {
        return new RetentionSweep(database, transactions, List.of(keeper), settings, clock);
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
