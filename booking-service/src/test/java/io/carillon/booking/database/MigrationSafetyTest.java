package io.carillon.booking.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.booking.StackResource;
import io.carillon.stack.client.Schema;
import io.carillon.stack.client.ScratchDatabase;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;

/** Migrations wait for nobody for long, leave nothing half-done, and can be taken back (R-OPS-19). */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class MigrationSafetyTest {

    private static final Path RESOURCES = Path.of("src/main/resources/db");

    /** The first that is not older than the rule. */
    private static final MigrationVersion SINCE = MigrationVersion.fromVersion("4");

    private static final MigrationVersion BEFORE = MigrationVersion.fromVersion("3");

    @Inject
    Flyway flyway;

    /** With rows in the tables: a script that works on empty ones only is no script. */
    private static final String[] ROWS = {
        """
        insert into clinics (org_id, code, name, emergency_number)
        values ('00000000-0000-4000-8000-00000000000a', 'AA', 'A', '112')""",
        "insert into doctors (id, org_id, name) values ('d', '00000000-0000-4000-8000-00000000000a', 'D')",
        "insert into contacts (id, org_id) values ('p', '00000000-0000-4000-8000-00000000000a')",
        """
        insert into working_hours (org_id, doctor_id, weekday, from_time, to_time)
        values ('00000000-0000-4000-8000-00000000000a', 'd', 1, '08:00', '18:00')""",
        """
        insert into appointments (id, org_id, doctor_id, patient_id, start_time, end_time, booking_started_at,
                                  booking_completed_at)
        values ('00000000-0000-4000-9000-000000000001', '00000000-0000-4000-8000-00000000000a', 'd', 'p',
                '2040-01-02 10:00Z', '2040-01-02 10:30Z', now(), now())""",
        """
        insert into slot_claims (org_id, doctor_id, during, state, appointment_id)
        select org_id, doctor_id, tstzrange(start_time, end_time), 'TAKEN', id from appointments"""
    };

    @Test
    @Requirement("R-OPS-19")
    void eachIsTakenBackByItsUndoScriptAndMadeAgain() throws IOException {
        try (var scratch = ScratchDatabase.create("booking", "undo")) {
            migrate(scratch, BEFORE);
            scratch.sql(ROWS);
            for (var version : versions()) {
                var before = Schema.of(scratch);
                migrate(scratch, version);
                var after = Schema.of(scratch);

                scratch.inOneTransaction(undoScript(version));
                assertThat(Schema.of(scratch)).as("V%s undone", version).isEqualTo(before);

                migrate(scratch, version);
                assertThat(Schema.of(scratch)).as("V%s again", version).isEqualTo(after);
            }
            assertThat(scratch.rows("select count(*) from appointments")).containsExactly("1");
        }
    }

    @Test
    @Requirement("R-OPS-19")
    void whatWaitsTooLongForALockGivesUpAndLeavesTheSchemaAsItWas() throws SQLException {
        try (var scratch = ScratchDatabase.create("booking", "locked")) {
            migrate(scratch, BEFORE);
            var before = Schema.of(scratch);
            try (var reader = scratch.connect("carillon_migrate")) {
                reader.setAutoCommit(false);
                // What V4 does to this table comes after what it does to others.
                reader.createStatement().execute("lock table slot_claims in access share mode");

                assertThatThrownBy(() -> migrate(scratch, SINCE))
                        .isInstanceOf(FlywayException.class)
                        .hasMessageContaining("lock timeout");
            }
            assertThat(Schema.of(scratch)).isEqualTo(before);
            assertThat(scratch.rows("select version from flyway_booking where version = '4'"))
                    .isEmpty();

            migrate(scratch, SINCE);
            assertThat(scratch.rows("select success from flyway_booking where version = '4'"))
                    .containsExactly("t");
        }
    }

    @Test
    @Requirement("R-OPS-19")
    void noMigrationWaitsLongerThanTheOthers() throws IOException {
        assertThat(flyway.getConfiguration().getInitSql()).isEqualTo("set lock_timeout = '5s'");
        try (var files = Files.list(RESOURCES.resolve("migration"))) {
            for (var file : files.toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContainIgnoringCase("lock_timeout");
            }
        }
    }

    private List<MigrationVersion> versions() {
        return Arrays.stream(flyway.info().all())
                .map(MigrationInfo::getVersion)
                .filter(version -> version != null && version.isAtLeast(SINCE.getVersion()))
                .toList();
    }

    private static String undoScript(MigrationVersion version) throws IOException {
        var start = "U" + version.getVersion().replace('.', '_') + "__";
        try (var files = Files.list(RESOURCES.resolve("undo"))) {
            return Files.readString(files.filter(
                            file -> file.getFileName().toString().startsWith(start))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("V%s has no db/undo/%s….sql".formatted(version, start))));
        }
    }

    /** With the service's own settings. */
    private void migrate(ScratchDatabase scratch, MigrationVersion target) {
        Flyway.configure()
                .configuration(flyway.getConfiguration())
                .resourceProvider(null)
                .locations("classpath:db/migration")
                .dataSource(scratch.url(), "carillon_migrate", "dev")
                .target(target)
                .load()
                .migrate();
    }
}
