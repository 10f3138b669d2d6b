package io.carillon.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfig;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every default of this service's settings, once. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class SettingsTest {

    @ParameterizedTest
    @CsvSource({
        "carillon.intake.kafka-budget, 1s",
        "carillon.intake.drain-patience, 5s",
        "carillon.intake.spool-limit, 268435456",
        "carillon.intake.replay-ttl, 15m",
        "carillon.twilio.deadline, 8s",
        "carillon.vapi.deadline, 6s",
        "carillon.vapi.margin, 500ms",
        "carillon.vapi.transcripts-kept, 30D",
        "carillon.vapi.calls-kept, 400D",
        "carillon.vapi.tolerance, 5m",
        "carillon.vapi.signature-header, x-signature",
        "carillon.vapi.timestamp-header, x-timestamp",
        "carillon.speech.voice-en, en-US-Neural2-F",
        "carillon.speech.voice-fr, fr-FR-Neural2-A",
        "carillon.directory.default-clinic, DEMO",
        "carillon.sms.keywords, CARILLON",
        "carillon.sms.whatsapp-window, 24h",
        "carillon.sms.validity, 24h",
        "carillon.sms.batch, 10",
        "carillon.sms.resends, 3",
        "carillon.sms.longest-retry-after, 1h",
        "carillon.sms.gauges, 15s",
        "carillon.sms.retention, 400d",
        "carillon.session.idle, 30m",
        "carillon.session.retention, 24h",
        "carillon.session.cleanup-every, 24h",
        "carillon.session.gather, 250ms",
        "quarkus.http.limits.max-body-size, 512K",
        "quarkus.http.http2, false",
        "quarkus.http.limits.max-header-size, 16K",
        "quarkus.http.limits.max-initial-line-length, 16384",
    })
    void defaultsAreWhatTheDocumentsSay(String name, String expected) {
        var config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);

        assertThat(config.getConfigValue(name).getValue()).isEqualTo(expected);
    }
}
