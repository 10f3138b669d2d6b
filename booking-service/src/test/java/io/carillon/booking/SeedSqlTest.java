package io.carillon.booking;

import static io.carillon.booking.Fixture.connect;
import static io.carillon.booking.Fixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every statement of the five runbooks that asks the database something, to the letter, as the operator
 * ({@code carillon}), on the database as this service migrates it. Not among them: {@code pg_terminate_backend(pid)}, where
 * [000] and [004] write a place for a number, and what asks for webhook-service's tables ({@code patient_call_logs},
 * {@code webhook_delivery_log}), which runs in that service's CallLogTest.
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

    /**
     * A statement whose table is another service's.
     *
     * @param waitsFor the requirement that brings the table
     */
    record Waiting(String table, String waitsFor, Statement statement) {
        @Override
        public String toString() {
            return statement + " " + table;
        }
    }

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

    static Stream<Waiting> waiting() {
        return Stream.of(new Waiting(
                "backup_verification_log",
                "R-OPS-13",
                new Statement("004", 31, "SELECT * FROM backup_verification_log ORDER BY verified_at DESC LIMIT 1;")));
    }

    @ParameterizedTest
    @MethodSource("statements")
    @Requirement({"R-BOOK-27", "R-BOOK-20"})
    void runsUnchanged(Statement statement) throws SQLException {
        try (var connection = connect("carillon");
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

    /** Red as soon as somebody's migration makes the table: then the statement belongs where it can run. */
    @ParameterizedTest
    @MethodSource("waiting")
    void waitsForItsTable(Waiting waiting) throws IOException {
        assertThat(migrationsThatMake(waiting.table()))
                .as("%s is there: run its statement in that service's tests", waiting.table())
                .isEmpty();
        assertThat(rows("select to_regclass('public.' || ?)::text", waiting.table()))
                .containsOnlyNulls();
    }

    private static List<Path> migrationsThatMake(String table) throws IOException {
        var root = Path.of(System.getProperty("carillon.root"));
        try (var modules = Files.list(root)) {
            return modules.map(module -> module.resolve("src/main/resources/db/migration"))
                    .filter(Files::isDirectory)
                    .flatMap(SeedSqlTest::files)
                    .filter(file -> makes(file, table))
                    .toList();
        }
    }

    private static Stream<Path> files(Path directory) {
        try (var files = Files.list(directory)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean makes(Path migration, String table) {
        try {
            return Files.readString(migration)
                    .toLowerCase(Locale.ROOT)
                    .matches(
                            "(?s).*create\\s+(table|view)\\s+(if\\s+not\\s+exists\\s+)?(public\\.)?" + table + "\\b.*");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
