package io.carillon.stack.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {

    private static final Set<String> OWNERS =
            Set.of("webhook-service", "booking-service", "tts-cache-service", "health-service", "alerting-service");

    private static final Routes TABLE =
            Routes.read(Path.of(System.getProperty("carillon.root")).resolve("deploy/routes.yaml"), OWNERS);

    /** The ledger's paths, each with the service that the ledger's part of it belongs to. */
    @ParameterizedTest
    @CsvSource({
        "/api/voice/incoming, webhook-service",
        "/api/voice/status, webhook-service",
        "/api/voice/gather, webhook-service",
        "/api/voice/process, webhook-service",
        "/api/whatsapp/incoming, webhook-service",
        "/api/sms/incoming, webhook-service",
        "/api/sms/status, webhook-service",
        "/api/vapi/webhook, webhook-service",
        "/api/session/start, webhook-service",
        "/api/webhook-health, webhook-service",
        "/api/webhook-metrics/queue-health, webhook-service",
        "/api/webhook-metrics/twilio-errors, webhook-service",
        "/api/webhook-metrics/retry-failed, webhook-service",
        "/api/webhook-metrics/retry-failed/job-1, webhook-service",
        "/api/appointments, booking-service",
        "/api/appointments/failures, booking-service",
        "/api/availability, booking-service",
        "/api/holds/0b7c/confirm, booking-service",
        "/api/doctors/doctor-1/blocks, booking-service",
        "/api/blocks/0b7c/occurrences/2030-01-07, booking-service",
        "/api/contacts/resolve, booking-service",
        "/api/clinics, booking-service",
        "/api/devices/resync, booking-service",
        "/api/devices/sync-queue/status, booking-service",
        "/api/diagnostics/doctor-schedules, booking-service",
        "/api/diagnostics/data/overlaps, booking-service",
        "/api/tts/synthesize, tts-cache-service",
        "/api/tts/audio/d41d8cd98f00b204e9800998ecf8427e/en-US-Neural2-F/en-US, tts-cache-service",
        "/api/tts/cache, tts-cache-service",
        "/api/tts/cache/warm, tts-cache-service",
        "/api/tts/cache/metrics, tts-cache-service",
        "/api/tts/cache/entry, tts-cache-service",
        "/health, health-service",
        "/health/database, health-service",
        "/health/redis, health-service",
        "/health/full, health-service",
        "/health/lb, health-service",
        "/metrics, health-service",
        "/status, health-service",
        "/api/health, health-service",
        "/api/health/detailed, health-service",
        "/api/monitoring/health, health-service",
        "/api/monitoring/cache-stats, health-service",
        "/api/monitoring/cache-clear, health-service",
        "/api/database/connection-limit, health-service",
        "/api/database/long-queries, health-service",
        "/api/database/locks, health-service",
        "/api/database/rls, health-service",
        "/api/performance/queries/slow, health-service",
        "/api/performance/queries/recommendations, health-service",
        "/api/performance/queries/stats, health-service",
        "/api/cache/stats, health-service",
        "/api/rate-limit/status, health-service",
        "/api/backup-status, health-service",
        "/api/sync/status, health-service",
        "/api/status-page, health-service",
        "/api/deployments, health-service",
        "/api/incidents, alerting-service",
        "/api/incidents/0b7c/acknowledge, alerting-service",
        "/api/incidents/0b7c/communication, alerting-service",
        "/api/alerts/test, alerting-service",
        "/api/oncall, alerting-service",
        "/api/errors/groups, alerting-service",
        "/api/security/suspicious, alerting-service",
        "/api/audit, alerting-service"
    })
    void everyPathOfTheLedgerHasItsOwner(String path, String owner) {
        assertThat(TABLE.match(path)).map(Route::owner).hasValue(owner);
    }

    @ParameterizedTest
    @CsvSource({"/", "/api", "/api/voicemail", "/healthy", "/metrics/x", "/q/health/ready", "/api/appointmentsX"})
    void whatNobodyOwnsHasNoRoute(String path) {
        assertThat(TABLE.match(path)).isEmpty();
    }

    @Test
    void theLongestPathWinsAndAnExactOneBeforeAPrefix() {
        var routes = Routes.parse("""
                routes:
                  - {path: /a/**, owner: booking-service, auth: key}
                  - {path: /a/b/**, owner: health-service, auth: key}
                  - {path: /a/b, owner: webhook-service, auth: open, streaming: true}
                """, OWNERS);

        assertThat(routes.match("/a")).map(Route::owner).hasValue("booking-service");
        assertThat(routes.match("/a/c")).map(Route::owner).hasValue("booking-service");
        assertThat(routes.match("/a/b")).map(Route::owner).hasValue("webhook-service");
        assertThat(routes.match("/a/b")).map(Route::streaming).hasValue(true);
        assertThat(routes.match("/a/b/c")).map(Route::owner).hasValue("health-service");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{path: /a, owner: nobody, auth: key}] | owner must be one of",
                "[{path: a, owner: health-service, auth: key}] | path must begin with /",
                "[{path: /a, owner: health-service}] | auth must be",
                "[{path: /a, owner: health-service, auth: key, colour: red}] | unknown key colour",
                "[{path: /a, owner: health-service, auth: key}, {path: /a, owner: booking-service, auth: key}] | twice",
                "7 | expected a list"
            })
    void aBrokenTableIsRefusedWithItsReason(String routes, String reason) {
        assertThatThrownBy(() -> Routes.parse("routes: " + routes, OWNERS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
