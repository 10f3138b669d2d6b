package io.carillon.webhook.intake;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How one record stands in a spool file: a mark, the length, a CRC32C over length and content, the content. A record is
 * handed out only when its checksum holds; behind damage the mark tells where to look for the next intact one.
 */
final class SpoolFormat {

    /** Bytes before each record's content. */
    static final int HEADER = 12;

    /** Content of one record, bytes; Kafka would not take more than this either. */
    static final int MAX_CONTENT = 1024 * 1024;

    private static final int MARK = 0xCA11_0A1E;

    private SpoolFormat() {}

    /** What stands at a place of a spool file. */
    sealed interface Found {
        /** @param next where the following record begins */
        record Intact(byte[] content, int next) implements Found {}

        /** Neither an intact record nor the end: torn off while being written, or changed since. */
        record Damage() implements Found {}

        record End() implements Found {}
    }

    static ByteBuffer frame(byte[] content) {
        if (content.length > MAX_CONTENT) {
            throw new IllegalArgumentException(
                    "a record of %d bytes; at most %d".formatted(content.length, MAX_CONTENT));
        }
        return ByteBuffer.allocate(HEADER + content.length)
                .putInt(MARK)
                .putInt(content.length)
                .putInt(checksum(content, 0, content.length))
                .put(content)
                .flip();
    }

    static Found at(byte[] file, int offset) {
        if (offset == file.length) {
            return new Found.End();
        }
        if (file.length - offset < HEADER) {
            return new Found.Damage();
        }
        var header = ByteBuffer.wrap(file, offset, HEADER);
        if (header.getInt() != MARK) {
            return new Found.Damage();
        }
        int length = header.getInt();
        int start = offset + HEADER;
        if (length < 0 || length > MAX_CONTENT || length > file.length - start) {
            return new Found.Damage();
        }
        if (header.getInt() != checksum(file, start, length)) {
            return new Found.Damage();
        }
        return new Found.Intact(java.util.Arrays.copyOfRange(file, start, start + length), start + length);
    }

    /** The first place after {@code damage} where an intact record stands; the end of the file when there is none. */
    static int resume(byte[] file, int damage) {
        for (int offset = damage + 1; offset <= file.length - HEADER; offset++) {
            if (file[offset] == (byte) (MARK >>> 24) && at(file, offset) instanceof Found.Intact) {
                return offset;
            }
        }
        return file.length;
    }

    private static int checksum(byte[] bytes, int start, int length) {
        var crc = new CRC32C();
        crc.update(length >>> 24);
        crc.update(length >>> 16);
        crc.update(length >>> 8);
        crc.update(length);
        crc.update(bytes, start, length);
        return (int) crc.getValue();
    }
}
