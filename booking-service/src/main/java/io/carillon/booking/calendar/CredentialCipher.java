package io.carillon.booking.calendar;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Refresh tokens as they lie in the database: AES-256-GCM, the clinic's id authenticated with them, so that a row copied
 * to another clinic does not open. Layout: version (1 byte), nonce (12), ciphertext with tag (16 longer than the token).
 */
final class CredentialCipher {

    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final byte VERSION = 1;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final List<SecretKey> keys;
    private final SecureRandom random = new SecureRandom();

    /** @param keys the first encrypts, each may decrypt; at least one */
    private CredentialCipher(List<SecretKey> keys) {
        this.keys = keys;
    }

    /**
     * @param setting keys of 32 bytes in Base64, separated by commas, the present one first
     * @throws IllegalArgumentException when it is not that; the message never holds the value
     */
    static CredentialCipher of(String setting) {
        return new CredentialCipher(
                Arrays.stream(setting.split(",", -1)).map(CredentialCipher::key).toList());
    }

    private static SecretKey key(String base64) {
        try {
            var bytes = Base64.getDecoder().decode(base64.strip());
            if (bytes.length == KEY_BYTES) {
                return new SecretKeySpec(bytes, "AES");
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the decoder's words: they quote the key.
        }
        throw new IllegalArgumentException(
                "CARILLON_CREDENTIALS_KEY is no key; expected 32 random bytes in Base64, older ones after commas"
                        + " (make one with: openssl rand -base64 32)");
    }

    byte[] encrypt(UUID clinic, String token) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, keys.getFirst(), nonce, clinic);
            var sealed = cipher.doFinal(token.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /** Empty when none of the keys opens it for this clinic. */
    Optional<String> decrypt(UUID clinic, byte[] stored) {
        if (stored.length <= 1 + NONCE_BYTES || stored[0] != VERSION) {
            return Optional.empty();
        }
        var nonce = Arrays.copyOfRange(stored, 1, 1 + NONCE_BYTES);
        for (var key : keys) {
            try {
                var opened = cipher(Cipher.DECRYPT_MODE, key, nonce, clinic)
                        .doFinal(stored, 1 + NONCE_BYTES, stored.length - 1 - NONCE_BYTES);
                return Optional.of(new String(opened, StandardCharsets.UTF_8));
            } catch (GeneralSecurityException e) {
                // Not this key, or not this clinic's.
                continue;
            }
        }
        return Optional.empty();
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, UUID clinic) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(clinic.toString().getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }
}
