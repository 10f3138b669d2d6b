package io.carillon.booking.database;

import static io.carillon.booking.Fixture.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.booking.StackResource;
import io.carillon.kit.database.MigrationConfiguration;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class MigrationTest {

    @Inject
    Flyway flyway;

    @Test
    void onlyALocalInstallationHasInventedClinics() {
        assertThat(scripts("local")).contains("db/local/R__local_data.sql");
        assertThat(scripts("production"))
                .contains("db/migration/V1__clinics_doctors_contacts.sql")
                .doesNotContain("db/local/R__local_data.sql");
        assertThat(scripts("staging")).doesNotContain("db/local/R__local_data.sql");
    }

    @Test
    void theHistoryIsThisServicesOwn() {
        assertThat(
                        rows(
                                "select distinct tableowner || '.' || tablename from pg_tables where tablename = 'flyway_booking'"))
                .containsExactly("carillon_migrate.flyway_booking");
    }

    private Iterable<String> scripts(String environment) {
        var configuration = Flyway.configure().configuration(flyway.getConfiguration());
        new MigrationConfiguration(environment).customize(configuration);
        return Arrays.stream(configuration.load().info().all())
                .filter(migration -> !migration.getState().isApplied()
                        || migration.getState().isResolved())
                .map(MigrationInfo::getScript)
                .toList();
    }
}
