package io.carillon.webhook.vapi;

import io.carillon.webhook.intake.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One server secret: compared in constant time, and spoken of by its fingerprint. */
final class VapiSecret {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "sha256=";

    private final String name;
    private final byte[] secret;
    private final String fingerprint;
    private final Instant until;

    /**
     * @param name {@code current}, {@code previous}, {@code development}
     * @param until from then on it is not accepted
     */
    VapiSecret(String name, String secret, Instant until) {
        this.name = name;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.fingerprint = Fingerprint.of(secret);
        this.until = until;
    }

    boolean acceptedAt(Instant now) {
        return now.isBefore(until);
    }

    /** Whether {@code presented} is this secret. */
    boolean is(String presented) {
        return MessageDigest.isEqual(presented.getBytes(StandardCharsets.UTF_8), secret);
    }

    /**
     * Whether {@code presented}, hexadecimal digits, is the HMAC-SHA256 under this secret.
     *
     * @param head what is signed before the body, for example a timestamp and a dot
     */
    boolean signed(String presented, String head, byte[] body) {
        var hex = presented.startsWith(PREFIX) ? presented.substring(PREFIX.length()) : presented;
        return MessageDigest.isEqual(
                HexFormat.of().formatHex(hmac(head, body)).getBytes(StandardCharsets.US_ASCII),
                hex.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }

    private byte[] hmac(String head, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }

    /** For logs. */
    @Override
    public String toString() {
        var end = until.equals(Instant.MAX) ? "" : until.equals(Instant.MIN) ? ", never accepted" : ", until " + until;
        return "the %s secret (fingerprint %s%s)".formatted(name, fingerprint, end);
    }
}
