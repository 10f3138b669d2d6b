package io.carillon.stack.standin;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Silence that any player takes: MPEG-2 layer III, 32 kbit/s, 24 kHz, mono, as Google's speech is. As long as the text
 * would take to say, and with the text's fingerprint in the frames' ancillary bytes, so that two texts never sound the
 * same to a cache.
 */
final class Mp3 {

    // Sync, MPEG-2, layer III, no CRC; 32 kbit/s at 24 kHz; mono, original (ISO/IEC 13818-3).
    private static final byte[] HEADER = {(byte) 0xFF, (byte) 0xF3, 0x44, (byte) 0xC4};
    private static final int FRAME_BYTES = 96;
    // All zero: no main data, hence silence.
    private static final int SIDE_INFORMATION_BYTES = 9;
    private static final int FRAME_MILLIS = 24;
    private static final int MILLIS_PER_CHARACTER = 60;
    private static final int LEAST_FRAMES = 5;

    private Mp3() {}

    static byte[] silenceFor(String text) {
        var fingerprint = sha256(text);
        var frames = Math.max(LEAST_FRAMES, text.length() * MILLIS_PER_CHARACTER / FRAME_MILLIS);
        var padding = new byte[FRAME_BYTES - HEADER.length - SIDE_INFORMATION_BYTES - fingerprint.length];
        var audio = Buffer.buffer(frames * FRAME_BYTES);
        for (int frame = 0; frame < frames; frame++) {
            audio.appendBytes(HEADER)
                    .appendBytes(new byte[SIDE_INFORMATION_BYTES])
                    .appendBytes(padding)
                    .appendBytes(fingerprint);
        }
        return audio.getBytes();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
