package io.carillon.ttscache.entry;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Audio that begins as an MP3 does: with an ID3 tag or an MPEG Layer III frame. Immutable. */
public final class Mp3 {
    private static final byte[] ID3 = {'I', 'D', '3'};
    private static final int HEADER = 4;

    private final byte[] bytes;

    private Mp3(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The audio in these bytes; empty where they are something else. */
    public static Optional<Mp3> read(byte[] bytes) {
        return startsWithTag(bytes) || startsWithFrame(bytes) ? Optional.of(new Mp3(bytes.clone())) : Optional.empty();
    }

    /** The audio in this Base64 text; empty where it is not Base64 or not MP3. */
    public static Optional<Mp3> decode(String base64) {
        try {
            return read(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** In bytes. */
    public int size() {
        return bytes.length;
    }

    /** 32 hexadecimal digits that are the same only for the same bytes. */
    public String digest() {
        return Digest.sha256(bytes, 32);
    }

    private static boolean startsWithTag(byte[] bytes) {
        return bytes.length > ID3.length && Arrays.equals(bytes, 0, ID3.length, ID3, 0, ID3.length);
    }

    /** ISO 11172-3, 2.4.2.3: eleven set bits, then version, layer, bit rate and sampling rate; some values are reserved. */
    private static boolean startsWithFrame(byte[] bytes) {
        if (bytes.length < HEADER || bytes[0] != (byte) 0xFF || (bytes[1] & 0xE0) != 0xE0) {
            return false;
        }
        int version = bytes[1] >> 3 & 0b11;
        int layer = bytes[1] >> 1 & 0b11;
        int bitRate = bytes[2] >> 4 & 0b1111;
        int samplingRate = bytes[2] >> 2 & 0b11;
        return version != 0b01 && layer == 0b01 && bitRate != 0b1111 && samplingRate != 0b11;
    }
}
