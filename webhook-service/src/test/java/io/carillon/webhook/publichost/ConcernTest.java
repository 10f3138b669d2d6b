package io.carillon.webhook.publichost;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import io.carillon.webhook.publichost.Certificate.Trust;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcernTest {

    private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "-P10D, P14D, TRUSTED, []",
        "-P10D, P13DT23H59M, TRUSTED, [EXPIRES_SOON]",
        "-P10D, P90D, UNTRUSTED, [UNTRUSTED]",
        "-P10D, P90D, OTHER_NAME, [OTHER_NAME]",
        "-P10D, P1D, UNTRUSTED, '[EXPIRES_SOON, UNTRUSTED]'",
        "-P10D, PT0S, UNTRUSTED, [EXPIRED]",
        "P1D, P90D, TRUSTED, [EXPIRED]",
    })
    @Requirement("R-WEB-09")
    void aCertificateIsWarnedOfFourteenDaysAhead(Duration from, Duration until, Trust trust, String concerns) {
        var seen = new HostSeen.Certified(new Certificate(NOW.plus(from), NOW.plus(until), trust));

        assertThat(Concern.of(seen, NOW, Duration.ofDays(14))).hasToString(concerns);
    }
}
