package io.carillon.webhook.vapi;

import static io.carillon.webhook.vapi.VapiAuthentication.Reason.FUTURE;
import static io.carillon.webhook.vapi.VapiAuthentication.Reason.MALFORMED;
import static io.carillon.webhook.vapi.VapiAuthentication.Reason.MISMATCH;
import static io.carillon.webhook.vapi.VapiAuthentication.Reason.MISSING;
import static io.carillon.webhook.vapi.VapiAuthentication.Reason.STALE;
import static io.carillon.webhook.vapi.VapiAuthentication.Reason.TOKEN_WRONG;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import io.carillon.webhook.vapi.VapiAuthentication.Outcome;
import io.carillon.webhook.vapi.VapiAuthentication.Reason;
import io.carillon.webhook.vapi.VapiAuthentication.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VapiAuthenticationTest {

    private static final Instant NOW = Instant.parse("2026-12-08T17:00:00Z");
    private static final byte[] BODY = "{\"message\":{}}".getBytes(UTF_8);

    private final VapiAuthentication authentication = new VapiAuthentication(
            List.of(
                    new VapiSecret("current", "s3cret", Instant.MAX),
                    new VapiSecret("previous", "older", NOW.plusSeconds(60)),
                    new VapiSecret("development", "dev-vapi-secret", Instant.MIN)),
            Duration.ofMinutes(5));

    @Test
    @Requirement("R-SEC-03")
    void takesABearerTokenOrTheOlderHeader() {
        assertThat(verify("Bearer s3cret", null, null, null)).isNull();
        assertThat(verify("bearer s3cret", null, null, null)).isNull();
        assertThat(verify(null, "s3cret", null, null)).isNull();
        assertThat(verify("Bearer wrong", null, null, null)).isEqualTo(MISMATCH);
        assertThat(verify(null, "S3CRET", null, null)).isEqualTo(MISMATCH);
        assertThat(verify(null, null, null, null)).isEqualTo(MISSING);
        assertThat(verify("Basic czNjcmV0", null, null, null)).isEqualTo(MISSING);
    }

    @Test
    @Requirement("R-SEC-07")
    void theSecretBeforeIsTakenUntilItsTimeIsUp() throws Exception {
        var seconds = Long.toString(NOW.getEpochSecond());
        var later = NOW.plusSeconds(60);

        assertThat(verify("Bearer older", null, null, null)).isNull();
        assertThat(verify(null, null, hmac("older", seconds + ".", BODY), seconds))
                .isNull();
        assertThat(refusal(new Shown(null, "older", null, null, true), later)).isEqualTo(TOKEN_WRONG);
        assertThat(refusal(new Shown(null, null, hmac("older", seconds + ".", BODY), seconds, true), later))
                .isEqualTo(TOKEN_WRONG);
        assertThat(verify(null, "dev-vapi-secret", null, null)).isEqualTo(TOKEN_WRONG);
    }

    @Test
    void aRefusalNamesSecretsByFingerprintOnly() {
        var refused = authentication.verify(new Shown(null, "wrong", null, null, true), BODY, NOW);

        assertThat(refused)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        outcome -> assertThat(outcome.hint())
                                .contains("current", "previous", "fingerprint")
                                .doesNotContain("s3cret", "older", "wrong"));
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

        assertThat(verify(null, null, hmac("s3cret", seconds + ".", BODY), seconds))
                .isNull();
        assertThat(verify(
                        null,
                        null,
                        "sha256=" + hmac("s3cret", millis + ".", BODY).toUpperCase(java.util.Locale.ROOT),
                        millis))
                .isNull();
        assertThat(verify(null, null, hmac("s3cret", seconds + ".", BODY), millis))
                .isEqualTo(MISMATCH);
        assertThat(verify(null, null, hmac("s3cret", "", BODY), seconds)).isEqualTo(MISMATCH);
        assertThat(verify(null, null, hmac("s3cret", seconds + ".", "{}".getBytes(UTF_8)), seconds))
                .isEqualTo(MISMATCH);
        assertThat(verify(null, null, hmac("s3cret", seconds + ".", BODY), null))
                .isEqualTo(MALFORMED);
        assertThat(verify(null, null, hmac("s3cret", "soon.", BODY), "soon")).isEqualTo(MALFORMED);
    }

    @Test
    @Requirement("R-SEC-03")
    void aTimestampTooFarOffIsRefusedThoughTheHmacHolds() throws Exception {
        var old = Long.toString(NOW.minusSeconds(301).getEpochSecond());
        var future = Long.toString(NOW.plusSeconds(301).getEpochSecond());
        var never = Long.toString(Long.MAX_VALUE);

        assertThat(verify(null, null, hmac("s3cret", old + ".", BODY), old)).isEqualTo(STALE);
        assertThat(verify(null, null, hmac("s3cret", future + ".", BODY), future))
                .isEqualTo(FUTURE);
        assertThat(verify(null, null, hmac("s3cret", never + ".", BODY), never)).isEqualTo(FUTURE);
    }

    @Test
    void canBeToldThatTheBodyAloneIsSigned() throws Exception {
        var shown = new Shown(null, null, hmac("s3cret", "", BODY), null, false);

        assertThat(refusal(shown, NOW)).isNull();
        assertThat(authentication.verify(shown, "{}".getBytes(UTF_8), NOW)).isInstanceOf(Outcome.Refused.class);
    }

    private @Nullable Reason verify(
            @Nullable String authorization,
            @Nullable String secret,
            @Nullable String signature,
            @Nullable String timestamp) {
        return refusal(new Shown(authorization, secret, signature, timestamp, true), NOW);
    }

    /** Null where it is accepted. */
    private @Nullable Reason refusal(Shown shown, Instant now) {
        return switch (authentication.verify(shown, BODY, now)) {
            case Outcome.Accepted accepted -> null;
            case Outcome.Refused refused -> refused.reason();
        };
    }

    private static String hmac(String secret, String prefix, byte[] body) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        mac.update(prefix.getBytes(UTF_8));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }
}
