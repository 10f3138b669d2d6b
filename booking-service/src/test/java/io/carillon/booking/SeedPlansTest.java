package io.carillon.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.stack.client.ScratchDatabase;
import io.carillon.traceability.Requirement;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The runbooks' statements that ask for a few of many rows do not read the whole table, as PostgreSQL plans of its own
 * accord. Those that ask for all rows (most appointments, duplicates, orphans) read all. With a million rows bench looks at
 * every statement of the service.
 */
class SeedPlansTest {

    private static final int MANY = 30_000;

    private static ScratchDatabase platform;

    /** One appointment every ten minutes; the last ten days are still to come. */
    @BeforeAll
    static void years() {
        platform = Platform.create("plans");
        platform.sql(
                """
                insert into clinics (org_id, code, name, emergency_number)
                values ('00000000-0000-4000-8000-00000000000a', 'AA', 'A', '112')""",
                "insert into doctors (id, org_id, name) values ('d', '00000000-0000-4000-8000-00000000000a', 'D')",
                """
                insert into contacts (org_id, id)
                select '00000000-0000-4000-8000-00000000000a', 'p' || n from generate_series(0, 999) as n""",
                """
                insert into appointments (id, org_id, doctor_id, patient_id, status, start_time, end_time,
                                          booking_started_at, booking_completed_at, created_at, deleted_at, deleted_by)
                select gen_random_uuid(), '00000000-0000-4000-8000-00000000000a', 'd', 'p' || n %% 1000,
                       case when t > now() then 'BOOKED' else 'COMPLETED' end, t, t + interval '10 minutes', t, t,
                       t - interval '10 days', case when n %% 1000 = 0 then now() end, case when n %% 1000 = 0 then 'k' end
                from (select n, now() + interval '10 days' - (%1$d - n) * interval '10 minutes' as t
                      from generate_series(1, %1$d) as n) as times""".formatted(MANY),
                """
                insert into patient_call_logs (call_id, provider, started_at, created_at)
                select 'CA' || n, 'twilio', now(), now() - (%1$d - n) * interval '1 minute'
                from generate_series(1, %1$d) as n""".formatted(MANY),
                """
                insert into webhook_delivery_log (ce_id, provider, event, call_id, status, accepted_at, died_at)
                select 'e' || n, 'twilio', 'status', 'CA' || n, case when n %% 1000 = 0 then 'failed' else 'completed' end,
                       now(), case when n %% 1000 = 0 then now() end
                from generate_series(1, %d) as n""".formatted(MANY),
                """
                insert into backup_verification_log (verified_at, file, result, bytes, sha256)
                select now() - n * interval '1 day', 'f' || n, 'ok', 1, repeat('a', 64) from generate_series(1, 5000) as n""",
                "vacuum analyze appointments",
                "analyze patient_call_logs, webhook_delivery_log, backup_verification_log");
    }

    @AfterAll
    static void drop() {
        platform.close();
    }

    @ParameterizedTest
    @CsvSource({
        "000, 971, appointments, appointments_standing",
        "000, 976, patient_call_logs, patient_call_logs_newest",
        "000, 988, appointments, appointments_standing",
        "004, 31, backup_verification_log, backup_verification_log_by_time",
        "004, 128, webhook_delivery_log, webhook_delivery_log_dead",
        "004, 187, appointments, appointments_deleted",
    })
    @Requirement("R-PERF-19")
    void whatAsksForFewOfManyRowsIsAnsweredByAnIndex(String seed, int line, String table, String index)
            throws SQLException {
        assertThat(plan(SeedSqlTest.statement(seed, line))).contains(index).doesNotContain("Seq Scan on " + table);
    }

    @Test
    @Requirement("R-PERF-19")
    void everyForeignKeyOfAnyServiceHasItsIndex() {
        assertThat(platform.rows(SchemaTest.UNSERVED_REFERENCES)).isEmpty();
    }

    private static String plan(String statement) throws SQLException {
        try (var connection = platform.connect("carillon");
                var explain = connection.createStatement();
                var rows = explain.executeQuery("explain (costs off) " + statement)) {
            var plan = new StringBuilder();
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
            return plan.toString();
        }
    }
}
