package io.carillon.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.stack.client.Schema;
import io.carillon.stack.client.ScratchDatabase;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;

/** Migrations wait for nobody for long, can be taken back, and need nothing of another service's (R-OPS-19). */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class MigrationSafetyTest {

    private static final Path RESOURCES = Path.of("src/main/resources/db");
    private static final Path BOOKINGS = Path.of("../booking-service/src/main/resources/db/migration");

    @Inject
    Flyway flyway;

    @Test
    @Requirement("R-OPS-19")
    void eachIsTakenBackByItsUndoScriptAndMadeAgain() throws IOException {
        try (var scratch = ScratchDatabase.create(StackResource.TENANT, "undo")) {
            for (var version : versions()) {
                var before = schema(scratch);
                ours(scratch, version).migrate();
                var after = schema(scratch);

                scratch.inOneTransaction(undoScript(version));
                assertThat(schema(scratch)).as("V%s undone", version).isEqualTo(before);

                ours(scratch, version).migrate();
                assertThat(schema(scratch)).as("V%s again", version).isEqualTo(after);
            }
        }
    }

    /** Both keep their tables in one schema, and which of them starts first is chance. */
    @Test
    @Requirement("R-OPS-19")
    void whichServiceMigratesFirstMakesNoDifference() {
        try (var oursFirst = ScratchDatabase.create(StackResource.TENANT, "ours_first");
                var oursLast = ScratchDatabase.create(StackResource.TENANT, "ours_last")) {
            ours(oursFirst, MigrationVersion.LATEST).migrate();
            bookings(oursFirst).migrate();
            bookings(oursLast).migrate();
            ours(oursLast, MigrationVersion.LATEST).migrate();

            assertThat(Schema.of(oursFirst)).isEqualTo(Schema.of(oursLast));
        }
    }

    @Test
    @Requirement("R-OPS-19")
    void noMigrationWaitsLongerThanTheOthers() throws IOException {
        assertThat(flyway.getConfiguration().getInitSql()).isEqualTo("set lock_timeout = '5s'");
        assertThat(flyway.getConfiguration().getTable()).isEqualTo("flyway_webhook");
        for (var file : files(RESOURCES.resolve("migration"))) {
            assertThat(Files.readString(file)).as(file.toString()).doesNotContainIgnoringCase("lock_timeout");
        }
    }

    /** What everybody may see by default is shared with booking-service and is not taken back. */
    private static List<String> schema(ScratchDatabase scratch) {
        return Schema.of(scratch).stream()
                .filter(line -> !line.startsWith("default ") && !line.startsWith("grant schema "))
                .toList();
    }

    private List<MigrationVersion> versions() {
        return Arrays.stream(flyway.info().all())
                .map(MigrationInfo::getVersion)
                .filter(version -> version != null && !version.equals(MigrationVersion.fromVersion("0")))
                .distinct()
                .toList();
    }

    private static String undoScript(MigrationVersion version) throws IOException {
        var start = "U" + version.getVersion().replace('.', '_') + "__";
        return Files.readString(files(RESOURCES.resolve("undo")).stream()
                .filter(file -> file.getFileName().toString().startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("V%s has no db/undo/%s….sql".formatted(version, start))));
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    /** With the service's own settings. */
    private Flyway ours(ScratchDatabase scratch, MigrationVersion target) {
        return Flyway.configure()
                .configuration(flyway.getConfiguration())
                .resourceProvider(null)
                .locations("classpath:db/migration")
                .dataSource(scratch.url(), "carillon_migrate", "dev")
                .target(target)
                .load();
    }

    private static Flyway bookings(ScratchDatabase scratch) {
        return Flyway.configure()
                .locations("filesystem:" + BOOKINGS)
                .table("flyway_booking")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .dataSource(scratch.url(), "carillon_migrate", "dev")
                .load();
    }
}
