package io.carillon.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.kit.retention.Keeper;
import io.carillon.kit.retention.Kept;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfig;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every default of this service's settings, once. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class SettingsTest {

    @Inject
    @All
    List<Keeper> keepers;

    @ParameterizedTest
    @CsvSource({
        "carillon.intake.kafka-budget, 1s",
        "carillon.intake.drain-patience, 5s",
        "carillon.intake.spool-limit, 268435456",
        "carillon.intake.replay-ttl, 15m",
        "carillon.twilio.deadline, 8s",
        "carillon.vapi.deadline, 6s",
        "carillon.vapi.margin, 500ms",
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
        "carillon.twilio-api.parallel, 24",
        "carillon.vapi-api.connect, 2s",
        "carillon.vapi-api.parallel, 64",
        "carillon.openai.live, 3s",
        "carillon.openai.connect, 1s",
        "carillon.openai.parallel, 32",
        "carillon.twilio-urls.every, 24h",
        "carillon.public-host.every, 1h",
        "carillon.public-host.report, 30s",
        "carillon.public-host.warn-before, 14d",
        "carillon.public-host.resolve, 5s",
        "carillon.public-host.connect, 5s",
        "carillon.public-host.handshake, 5s",
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

    /** Those that the tests set otherwise, or that stand in the environment under a name of the runbooks'. */
    @ParameterizedTest
    @CsvSource({
        "carillon.openai.timeout, ${OPENAI_TIMEOUT:10000}",
        "carillon.openai.model, ${OPENAI_MODEL:gpt-4o-mini}",
        "carillon.openai.key, ${OPENAI_API_KEY:}",
    })
    void theEnvironmentComesBeforeTheDefault(String name, String written) {
        assertThat(ConfigProvider.getConfig().getConfigValue(name).getRawValue())
                .isEqualTo(written);
    }

    /** By {@code carillon.retention.periods.<word>} another time can be set. */
    @ParameterizedTest
    @CsvSource({
        "calls, 400",
        "call-promises, 400",
        "call-appointments, 8",
        "call-erasures, 8",
        "deliveries, 8",
        "dead-letters, 30",
        "delivery-totals, 30",
        "messages, 400",
        "message-consents, 400",
        "messages-forgotten, 8",
        "twilio-errors, 30",
        "vapi-calls, 400",
        "vapi-transcripts, 30",
    })
    void rowsAreKeptForAsManyDaysAsTheDocumentsSay(String word, int days) {
        assertThat(keepers.stream()
                        .flatMap(keeper -> keeper.kept().stream())
                        .filter(kept -> kept.word().equals(word)))
                .extracting(Kept::period)
                .containsExactly(Duration.ofDays(days));
    }
}
