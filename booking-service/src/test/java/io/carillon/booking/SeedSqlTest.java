package io.carillon.booking;

import static io.carillon.booking.Fixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.carillon.stack.client.ScratchDatabase;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every statement of the five runbooks that asks the database something, to the letter, as the operator
 * ({@code carillon}), on a database with all services' tables. Not among them: {@code pg_terminate_backend(pid)}, where
 * [000] and [004] write a place for a number.
 */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class SeedSqlTest {

    /** Where a statement stands, and the statement. */
    record Statement(String seed, int line, String sql) {
        @Override
        public String toString() {
            return "[%s] line %d".formatted(seed, line);
        }
    }

    private static final String BACKUP_LOG = "SELECT * FROM backup_verification_log ORDER BY verified_at DESC LIMIT 1;";

    static Stream<Statement> statements() {
        return Stream.of(
                new Statement("000", 652, """
                        SELECT pid, now() - query_start as duration, query
                        FROM pg_stat_activity
                        WHERE state = 'active' AND now() - query_start > interval '5 minutes'
                        ORDER BY duration DESC;"""),
                new Statement("000", 971, """
                        SELECT * FROM appointments
                        WHERE start_time::date = CURRENT_DATE
                        AND status IN ('BOOKED', 'CONFIRMED');"""),
                new Statement("000", 976, """
                        SELECT * FROM patient_call_logs
                        ORDER BY created_at DESC
                        LIMIT 10;"""),
                new Statement("000", 981, """
                        SELECT patient_id, COUNT(*) as appointment_count
                        FROM appointments
                        GROUP BY patient_id
                        ORDER BY appointment_count DESC
                        LIMIT 10;"""),
                new Statement("000", 988, """
                        SELECT AVG(EXTRACT(EPOCH FROM (updated_at - created_at)))
                        FROM appointments
                        WHERE status = 'BOOKED'
                        AND created_at > NOW() - INTERVAL '7 days';"""),
                new Statement("003", 75, "SELECT count(*) FROM pg_stat_activity;"),
                new Statement("004", 28, "SELECT 1;"),
                new Statement("004", 31, BACKUP_LOG),
                new Statement("004", 44, "SELECT count(*) FROM pg_stat_activity;"),
                // Noted in the ledger: the column has been called so since PostgreSQL 13.
                new Statement(
                        "004",
                        51,
                        "SELECT query, mean_time FROM pg_stat_statements ORDER BY mean_time DESC LIMIT 10;"
                                .replace("mean_time", "mean_exec_time")),
                new Statement(
                        "004",
                        60,
                        "SELECT pid, query FROM pg_stat_activity WHERE cardinality(pg_blocking_pids(pid)) > 0;"),
                new Statement("004", 77, "SELECT * FROM pg_policies WHERE schemaname = 'public';"),
                new Statement("004", 78, "SELECT tablename, rowsecurity FROM pg_tables;"),
                new Statement("004", 128, "SELECT * FROM webhook_delivery_log WHERE status='failed';"),
                new Statement(
                        "004",
                        179,
                        "SELECT scheduled_at, contact_id, COUNT(*) FROM appointments GROUP BY scheduled_at, contact_id HAVING COUNT(*) > 1;"),
                new Statement("004", 187, "SELECT COUNT(*) FROM appointments WHERE deleted_at IS NOT NULL;"),
                new Statement(
                        "004",
                        205,
                        "SELECT COUNT(*) FROM appointments WHERE contact_id NOT IN (SELECT id FROM contacts);"));
    }

    private static ScratchDatabase platform;

    @BeforeAll
    static void migrated() {
        platform = Platform.create("seeds");
    }

    @AfterAll
    static void drop() {
        platform.close();
    }

    /** The statement at a line of a runbook. */
    static String statement(String seed, int line) {
        return statements()
                .filter(statement -> statement.seed().equals(seed) && statement.line() == line)
                .findFirst()
                .orElseThrow()
                .sql();
    }

    @ParameterizedTest
    @MethodSource("statements")
    @Requirement({"R-BOOK-27", "R-BOOK-20"})
    void runsUnchanged(Statement statement) throws SQLException {
        try (var connection = platform.connect("carillon");
                var select = connection.createStatement()) {
            assertThatCode(() -> select.execute(statement.sql())).doesNotThrowAnyException();
        }
    }

    /** The operator is told of all clinics and of other sessions' queries; otherwise the answers would mislead. */
    @Test
    @Requirement("R-BOOK-27")
    void theOperatorSeesWhatTheStatementsAskFor() {
        var doctor = Fixture.doctor(Fixture.KIN);
        var patient = Fixture.patient(Fixture.KIN);
        Fixture.sql("""
                insert into appointments (id, org_id, doctor_id, patient_id, start_time, end_time, booking_started_at,
                                          booking_completed_at)
                values (gen_random_uuid(), ?, ?, ?, current_date + time '12:00', current_date + time '12:30', now(), now())""", Fixture.KIN, doctor, patient);

        assertThat(rows("""
                        SELECT doctor_id FROM appointments
                        WHERE start_time::date = CURRENT_DATE
                        AND status IN ('BOOKED', 'CONFIRMED')""")).contains(doctor);
        assertThat(rows("SELECT usename FROM pg_stat_activity WHERE query <> '<insufficient privilege>'"))
                .contains("carillon_booking");
        assertThat(rows("SELECT tablename FROM pg_policies WHERE schemaname = 'public'"))
                .contains("appointments");
        assertThat(rows("SELECT rowsecurity FROM pg_tables WHERE tablename = 'appointments'"))
                .containsExactly("t");
    }

    @Test
    @Requirement("R-BOOK-27")
    void theNewestVerificationOfABackupComesFirst() throws SQLException {
        platform.sql("""
                insert into backup_verification_log (verified_at, file, result, bytes, sha256)
                values (now() - interval '1 day', 'yesterday.dump', 'ok', 1, repeat('a', 64)),
                       (now(), 'today.dump', 'failed', 1, repeat('b', 64))""");

        try (var connection = platform.connect("carillon");
                var select = connection.createStatement();
                var row = select.executeQuery(BACKUP_LOG)) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString("file")).isEqualTo("today.dump");
            assertThat(row.next()).isFalse();
        }
    }
}
