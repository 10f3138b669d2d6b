package io.carillon.webhook.vapi;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Vapi's three ways of showing who it is (R-SEC-03; docs.vapi.ai/server-url/server-authentication): a bearer token, the
 * older {@code X-Vapi-Secret}, an HMAC over timestamp and body. One of them must be there and hold.
 */
final class VapiAuthentication {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String BEARER = "bearer ";

    /** A timestamp above this is in milliseconds: in seconds it would be the year 5138. */
    private static final long MILLISECONDS_FROM = 100_000_000_000L;

    private final byte[] secret;
    private final Duration tolerance;

    VapiAuthentication(String secret, Duration tolerance) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.tolerance = tolerance;
    }

    /**
     * What a request shows; each null when it is not there.
     *
     * @param timestamped whether the HMAC covers a timestamp before the body
     */
    record Shown(
            @Nullable String authorization,
            @Nullable String vapiSecret,
            @Nullable String signature,
            @Nullable String timestamp,
            boolean timestamped) {}

    enum Verdict {
        VALID("valid"),
        MISSING("missing"),
        MISMATCH("mismatch"),
        /** Signed too long ago, or by a clock that is too far off. */
        STALE("stale");

        private final String reason;

        Verdict(String reason) {
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    Verdict verify(Shown shown, byte[] body, Instant now) {
        var authorization = shown.authorization();
        if (authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return secret(authorization.substring(BEARER.length()));
        }
        if (shown.vapiSecret() != null) {
            return secret(shown.vapiSecret());
        }
        var signature = shown.signature();
        return signature == null ? Verdict.MISSING : signature(signature, shown, body, now);
    }

    private Verdict secret(String presented) {
        return MessageDigest.isEqual(presented.getBytes(StandardCharsets.UTF_8), secret)
                ? Verdict.VALID
                : Verdict.MISMATCH;
    }

    private Verdict signature(String presented, Shown shown, byte[] body, Instant now) {
        var mac = mac();
        if (shown.timestamped()) {
            var timestamp = shown.timestamp();
            if (timestamp == null) {
                return Verdict.MISSING;
            }
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            mac.update(body);
            var holds = isEqual(mac.doFinal(), presented);
            return holds ? fresh(timestamp, now) : Verdict.MISMATCH;
        }
        return isEqual(mac.doFinal(body), presented) ? Verdict.VALID : Verdict.MISMATCH;
    }

    private Verdict fresh(String timestamp, Instant now) {
        try {
            long number = Long.parseLong(timestamp);
            var signed = number >= MILLISECONDS_FROM ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
            return Duration.between(signed, now).abs().compareTo(tolerance) <= 0 ? Verdict.VALID : Verdict.STALE;
        } catch (NumberFormatException | java.time.DateTimeException e) {
            return Verdict.STALE;
        }
    }

    private static boolean isEqual(byte[] expected, String presented) {
        var hex = presented.startsWith("sha256=") ? presented.substring("sha256=".length()) : presented;
        return MessageDigest.isEqual(
                HexFormat.of().formatHex(expected).getBytes(StandardCharsets.US_ASCII),
                hex.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }

    private Mac mac() {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }
}
