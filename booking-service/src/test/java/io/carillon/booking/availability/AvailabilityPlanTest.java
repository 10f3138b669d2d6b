package io.carillon.booking.availability;

import static io.carillon.booking.Fixture.MONDAY;
import static io.carillon.booking.Fixture.clinic;
import static io.carillon.booking.Fixture.connectFor;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.booking.StackResource;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Free times are found by an index under row-level security, which lets no range operator into an index scan. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class AvailabilityPlanTest {

    @Test
    @Requirement("R-PERF-19")
    void aDoctorsClaimsAreReadByTheIndexAndNoMoreOfThemThanAskedFor() throws SQLException {
        var clinic = clinic("UTC");
        for (int i = 0; i < 10; i++) {
            claims(clinic, doctor(clinic), 1_000);
        }
        var doctor = doctor(clinic);
        claims(clinic, doctor, 2_000);
        sql("analyze slot_claims");

        var plan = plan(
                clinic,
                ClaimedTimes.CLAIMED
                        .replaceFirst("\\?", "'" + MONDAY + "'")
                        .replaceFirst("\\?", "'" + MONDAY + "'")
                        .replaceFirst("\\?", "now()")
                        .replaceFirst("\\?", "'" + MONDAY + "'")
                        .replaceFirst("\\?", "'" + MONDAY.plusDays(30) + "'")
                        .replaceFirst("\\?", "now()")
                        .replaceFirst("\\?", "'{" + doctor + "}'"));

        assertThat(plan).contains("slot_claims_of_doctor").doesNotContain("Seq Scan on slot_claims");
        assertThat(plan)
                .as("both ends of the time asked for are in the index condition, or all of a doctor's past is read")
                .containsPattern("Index Cond: .*starts > .* AND \\(starts < ")
                .containsPattern("Index Cond: .*starts <= ");
        assertThat(plan).doesNotContainPattern("Rows Removed by Filter: [1-9][0-9]{2,}");
    }

    @Test
    @Requirement("R-PERF-19")
    void contactsAndWhatIsKeptOfThemAreFoundByIndexes() throws SQLException {
        var clinic = clinic("UTC");

        assertThat(plan(clinic, "select id from contacts where org_id = '%s' and phone = '+1555'".formatted(clinic)))
                .containsPattern("Index Cond: .*phone = ");
        assertThat(plan(
                        clinic,
                        "select id from contacts where org_id = '%s' and id > 'a' order by id limit 50"
                                .formatted(clinic)))
                .as("which of the clinic's indexes is for the planner to say, by how many rows the clinic has")
                .containsPattern("Index Cond: .*org_id = ")
                .doesNotContain("Seq Scan on contacts");
        assertThat(plan(
                        clinic,
                        "select 1 from booking_attempts where org_id = '%s' and patient_id = 'a'".formatted(clinic)))
                .contains("booking_attempts_of_patient");
        assertThat(plan(
                        clinic,
                        "select 1 from appointments where org_id = '%s' and patient_id = 'a'".formatted(clinic)))
                .contains("appointments_of_patient");
    }

    private static void claims(UUID clinic, String doctor, int count) {
        sql("""
                insert into slot_claims (org_id, doctor_id, during, state, expires_at)
                select ?, ?, tstzrange(t, t + interval '25 minutes', '[)'), 'HELD', '2199-01-01'
                from (select ?::timestamptz + (n / 20) * interval '1 day' + (n % 20 + 16) * interval '30 minutes' as t
                      from generate_series(0, ? - 1) as n) as slots""", clinic, doctor, MONDAY + "T00:00:00Z", count);
    }

    private static String plan(UUID clinic, String query) throws SQLException {
        try (var connection = connectFor(clinic);
                var statement = connection.createStatement()) {
            // Tables of tests are small enough to be read whole; whether an index could be used is what is asked.
            statement.execute("set enable_seqscan = off");
            var rows = statement.executeQuery("explain (analyze, costs off) " + query);
            var plan = new StringBuilder();
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
            return plan.toString();
        }
    }
}
