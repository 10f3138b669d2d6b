package io.carillon.webhook.vapi;

import static io.carillon.webhook.vapi.VapiAuthentication.Verdict.MISMATCH;
import static io.carillon.webhook.vapi.VapiAuthentication.Verdict.MISSING;
import static io.carillon.webhook.vapi.VapiAuthentication.Verdict.STALE;
import static io.carillon.webhook.vapi.VapiAuthentication.Verdict.VALID;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import io.carillon.webhook.vapi.VapiAuthentication.Shown;
import io.carillon.webhook.vapi.VapiAuthentication.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VapiAuthenticationTest {

    private static final Instant NOW = Instant.parse("2026-12-08T17:00:00Z");
    private static final byte[] BODY = "{\"message\":{}}".getBytes(UTF_8);

    private final VapiAuthentication authentication = new VapiAuthentication("s3cret", Duration.ofMinutes(5));

    @Test
    @Requirement("R-SEC-03")
    void takesABearerTokenOrTheOlderHeader() {
        assertThat(verify("Bearer s3cret", null, null, null)).isEqualTo(VALID);
        assertThat(verify("bearer s3cret", null, null, null)).isEqualTo(VALID);
        assertThat(verify(null, "s3cret", null, null)).isEqualTo(VALID);
        assertThat(verify("Bearer wrong", null, null, null)).isEqualTo(MISMATCH);
        assertThat(verify(null, "S3CRET", null, null)).isEqualTo(MISMATCH);
        assertThat(verify(null, null, null, null)).isEqualTo(MISSING);
    }

    @Test
    void aWrongTokenIsNotHealedByAnotherHeader() {
        assertThat(verify("Bearer wrong", "s3cret", null, null)).isEqualTo(MISMATCH);
    }

    @Test
    @Requirement("R-SEC-03")
    void takesAnHmacOverTimestampAndBody() throws Exception {
        var seconds = Long.toString(NOW.getEpochSecond());
        var millis = Long.toString(NOW.minusSeconds(299).toEpochMilli());

        assertThat(verify(null, null, hmac(seconds + ".", BODY), seconds)).isEqualTo(VALID);
        assertThat(verify(null, null, "sha256=" + hmac(millis + ".", BODY), millis))
                .isEqualTo(VALID);
        assertThat(verify(null, null, hmac(seconds + ".", BODY), millis)).isEqualTo(MISMATCH);
        assertThat(verify(null, null, hmac("", BODY), seconds)).isEqualTo(MISMATCH);
        assertThat(verify(null, null, hmac(seconds + ".", BODY), null)).isEqualTo(MISSING);
    }

    @Test
    void anOldOrUnreadableTimestampIsStaleThoughTheHmacHolds() throws Exception {
        var old = Long.toString(NOW.minusSeconds(301).getEpochSecond());
        var future = Long.toString(NOW.plusSeconds(301).getEpochSecond());

        assertThat(verify(null, null, hmac(old + ".", BODY), old)).isEqualTo(STALE);
        assertThat(verify(null, null, hmac(future + ".", BODY), future)).isEqualTo(STALE);
        assertThat(verify(null, null, hmac("soon.", BODY), "soon")).isEqualTo(STALE);
    }

    @Test
    void canBeToldThatTheBodyAloneIsSigned() throws Exception {
        var shown = new Shown(null, null, hmac("", BODY), null, false);

        assertThat(authentication.verify(shown, BODY, NOW)).isEqualTo(VALID);
        assertThat(authentication.verify(shown, "{}".getBytes(UTF_8), NOW)).isEqualTo(MISMATCH);
    }

    private Verdict verify(
            @Nullable String authorization,
            @Nullable String secret,
            @Nullable String signature,
            @Nullable String timestamp) {
        return authentication.verify(new Shown(authorization, secret, signature, timestamp, true), BODY, NOW);
    }

    private static String hmac(String prefix, byte[] body) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("s3cret".getBytes(UTF_8), "HmacSHA256"));
        mac.update(prefix.getBytes(UTF_8));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }
}
