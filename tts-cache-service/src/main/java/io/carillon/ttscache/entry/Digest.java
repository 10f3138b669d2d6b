package io.carillon.ttscache.entry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests as lower-case hexadecimal digits. */
final class Digest {
    private Digest() {}

    /** All 32 digits of the MD5 of the UTF-8 text. */
    static String md5(String text) {
        return HexFormat.of().formatHex(digest("MD5", text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The first digits of the SHA-256 of these bytes; as many as asked for, an even number up to 64. */
    static String sha256(byte[] bytes, int digits) {
        return HexFormat.of().formatHex(digest("SHA-256", bytes), 0, digits / 2);
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
