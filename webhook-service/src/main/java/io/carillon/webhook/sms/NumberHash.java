package io.carillon.webhook.sms;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands for a telephone number where the number itself is not kept: HMAC-SHA256 under a key of our own, because there
 * are few enough numbers to try all of them on a hash without one.
 */
final class NumberHash {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int SHOWN = 4;

    private final SecretKeySpec key;

    /** @throws IllegalArgumentException unless {@code base64} is 32 bytes in Base64 */
    NumberHash(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("CARILLON_SMS_HASH_KEY is not Base64; expected 32 bytes in Base64", e);
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "CARILLON_SMS_HASH_KEY has %d bytes; expected 32 in Base64".formatted(bytes.length));
        }
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** @param number E.164, or anything else that is to be recognised and not kept */
    byte[] of(String number) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(number.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }

    /** What may be shown of a number. */
    static String last4(String number) {
        return number.substring(Math.max(0, number.length() - SHOWN));
    }
}
