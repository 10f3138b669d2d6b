package io.carillon.webhook.twilio;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * One auth token, without the token: it can check signatures, and is spoken of by its fingerprint.
 *
 * @param name {@code current}, {@code previous}, {@code development}; the label of a metric
 * @param fingerprint the first eight hexadecimal digits of SHA-256 over the token: enough to compare two, of no use to
 *     anybody who reads the log ({@code printf %s "$TWILIO_AUTH_TOKEN" | sha256sum | cut -c1-8})
 * @param until from then on it is not accepted
 */
record AuthToken(String name, TwilioSignature signature, String fingerprint, Instant until) {

    private static final int FINGERPRINT_DIGITS = 8;

    static AuthToken of(String name, String token, Instant until) {
        return new AuthToken(name, new TwilioSignature(token), fingerprintOf(token), until);
    }

    boolean acceptedAt(Instant now) {
        return now.isBefore(until);
    }

    static String fingerprintOf(String token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, FINGERPRINT_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** For logs. */
    @Override
    public String toString() {
        var end = until.equals(Instant.MAX) ? "" : until.equals(Instant.MIN) ? ", never accepted" : ", until " + until;
        return "the %s token (fingerprint %s%s)".formatted(name, fingerprint, end);
    }
}
