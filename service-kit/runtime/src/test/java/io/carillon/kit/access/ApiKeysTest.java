package io.carillon.kit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.kit.config.Deployment;
import io.carillon.kit.config.DeploymentFixture;
import io.carillon.traceability.Requirement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {

    private static final String SHA256 = HexFormat.of().formatHex(Digests.sha256("s3cret"));
    private static final Deployment PRODUCTION = DeploymentFixture.in("production");

    private static ApiKeys keys(String configured, Deployment deployment, String now) {
        return new ApiKeys(Optional.of(configured), deployment, Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
    }

    @Test
    @Requirement("R-SEC-05")
    void aKeyIsKnownByItsHashAndEndsWithItsLastDay() {
        var configured = "grafana:viewer:" + SHA256 + ":2026-03-31";

        assertThat(keys(configured, PRODUCTION, "2026-03-31T23:59:59Z").check("s3cret"))
                .isEqualTo(new Admission.Admitted(new Identity("grafana", Role.VIEWER, false, null)));
        assertThat(keys(configured, PRODUCTION, "2026-04-01T00:00:00Z").check("s3cret"))
                .isEqualTo(new Admission.Refused(Admission.Reason.EXPIRED));
        assertThat(keys(configured, PRODUCTION, "2026-03-01T00:00:00Z").check(SHA256))
                .isEqualTo(new Admission.Refused(Admission.Reason.UNKNOWN));
    }

    @Test
    @Requirement("R-SEC-05")
    void theDevelopmentKeysAreNoneInProduction() {
        var now = "2026-03-01T00:00:00Z";

        assertThat(keys("", DeploymentFixture.in("local"), now).check("dev-admin-key"))
                .isInstanceOf(Admission.Admitted.class);
        assertThat(keys("", PRODUCTION, now).check("dev-admin-key"))
                .isEqualTo(new Admission.Refused(Admission.Reason.UNKNOWN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:viewer:abc:2026-01-01",
                "a:boss:%s:2026-01-01",
                "a:viewer:%s:soon",
                "a:viewer:%s",
                ":viewer:%s:2026-01-01"
            })
    void anEntryOfTheWrongFormIsRefusedAtTheStart(String entry) {
        assertThatThrownBy(() -> keys(entry.formatted(SHA256), PRODUCTION, "2026-03-01T00:00:00Z"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CARILLON_API_KEYS")
                .hasMessageContaining("expected")
                .hasMessageNotContaining(SHA256);
    }
}
