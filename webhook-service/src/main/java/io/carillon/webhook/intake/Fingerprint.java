package io.carillon.webhook.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * How a secret is spoken of: the first eight hexadecimal digits of SHA-256 over it. Enough to compare two, of no use to
 * anybody who reads the log ({@code printf %s "$SECRET" | sha256sum | cut -c1-8}).
 */
public final class Fingerprint {

    private static final int DIGITS = 8;

    private Fingerprint() {}

    public static String of(String secret) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
