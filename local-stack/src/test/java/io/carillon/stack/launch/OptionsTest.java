package io.carillon.stack.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.stack.server.Ports;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    private static final Path ROOT = Path.of("/repository");

    @Test
    void defaultsAreThoseOfTheDesign() {
        var installation = Installation.of(ROOT, Map.of());

        assertThat(installation.ports()).isEqualTo(new Ports(8080));
        assertThat(installation.data()).isEqualTo(ROOT.resolve("target/carillon-data"));
        assertThat(installation.ports().frontDoor()).isEqualTo(8080);
        assertThat(installation.ports().alerting()).isEqualTo(8085);
        assertThat(installation.ports().standIns()).isEqualTo(8090);
        assertThat(installation.ports().kafka()).isEqualTo(8092);
        assertThat(installation.ports().postgres()).isEqualTo(8093);
        assertThat(installation.ports().redis()).isEqualTo(8094);
        assertThat(installation.ports().alertingPostgres()).isEqualTo(8095);
    }

    @Test
    void portsAndDataAreSetFromOutside() {
        var installation = Installation.of(ROOT, Map.of("CARILLON_PORT_BASE", "9000", "CARILLON_DATA", "/data"));

        assertThat(installation.frontDoor()).isEqualTo("http://127.0.0.1:9000");
        assertThat(installation.data()).isEqualTo(Path.of("/data"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http", "0", "-1", "65530", "99999"})
    void aBaseThatIsNoneIsNamed(String base) {
        assertThatThrownBy(() -> Installation.of(ROOT, Map.of("CARILLON_PORT_BASE", base)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CARILLON_PORT_BASE");
    }

    @Test
    void everyServiceHasItsOwnDatabaseAndOnlyAlertingThePagers() {
        var environment = new ServiceEnvironment(
                Installation.of(ROOT, Map.of()), new Options(Map.of(), Optional.of("medley"), 12, false));

        var booking = environment.defaults(Service.BOOKING, "booking-service-0");
        assertThat(booking)
                .containsEntry("DATABASE_URL", "postgresql://carillon_booking:dev@127.0.0.1:8093/carillon")
                .containsEntry("JOBS_DATABASE_URL", "postgresql://carillon_jobs:dev@127.0.0.1:8093/carillon")
                .containsEntry("MIGRATE_DATABASE_URL", "postgresql://carillon_migrate:dev@127.0.0.1:8093/carillon")
                .containsEntry("CARILLON_PACK", "medley")
                .containsEntry("CARILLON_SPEED", "12")
                .containsEntry("PUBLIC_BASE_URL", "http://127.0.0.1:8080")
                .containsEntry("TTS_CACHE_URL", "http://127.0.0.1:8083")
                .containsEntry("PAGERDUTY_EVENTS_URL", "http://127.0.0.1:8090/pagerduty")
                .doesNotContainKey("ALERTING_DATABASE_URL");
        assertThat(environment.defaults(Service.WEBHOOK, "webhook-service-0"))
                .containsEntry("DATABASE_URL", "postgresql://carillon_webhook:dev@127.0.0.1:8093/carillon")
                .containsEntry("JOBS_DATABASE_URL", "postgresql://carillon_jobs:dev@127.0.0.1:8093/carillon")
                .containsEntry("MIGRATE_DATABASE_URL", "postgresql://carillon_migrate:dev@127.0.0.1:8093/carillon");
        assertThat(environment.defaults(Service.ALERTING, "alerting-service-0"))
                .containsEntry(
                        "ALERTING_DATABASE_URL", "postgresql://carillon_alerting:dev@127.0.0.1:8095/carillon_alerting")
                .doesNotContainKey("DATABASE_URL");
    }

    @Test
    void replicasOfOneServiceDoNotShareASpool() {
        var environment = new ServiceEnvironment(
                Installation.of(ROOT, Map.of()), new Options(Map.of(), Optional.empty(), 1, false));

        assertThat(environment.defaults(Service.WEBHOOK, "webhook-service-0").get("CARILLON_SPOOL_DIR"))
                .isNotEqualTo(environment
                        .defaults(Service.WEBHOOK, "webhook-service-1")
                        .get("CARILLON_SPOOL_DIR"));
    }

    @Test
    void speedAndReplicasHaveBounds() {
        assertThatThrownBy(() -> new Options(Map.of(), Optional.empty(), 0, false))
                .hasMessageContaining("--speed");
        assertThatThrownBy(() -> new Options(Map.of(Service.WEBHOOK, 0), Optional.empty(), 1, false))
                .hasMessageContaining("webhook-service");
    }
}
