package io.carillon.webhook.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;

/**
 * How far the spool has been drained. Written without fsync: a position lost in a power cut only means that some events
 * are published again, under the same ids.
 */
record SpoolPosition(long segment, int offset) {

    private static final int BYTES = Long.BYTES + Integer.BYTES + Integer.BYTES;
    private static final SpoolPosition BEGINNING = new SpoolPosition(0, 0);

    /** The position kept in {@code directory}; the beginning when there is none or it cannot be trusted. */
    static SpoolPosition read(Path directory) throws IOException {
        var file = file(directory);
        if (!Files.exists(file)) {
            return BEGINNING;
        }
        var bytes = Files.readAllBytes(file);
        if (bytes.length != BYTES) {
            return BEGINNING;
        }
        var buffer = ByteBuffer.wrap(bytes);
        var position = new SpoolPosition(buffer.getLong(), buffer.getInt());
        return buffer.getInt() == checksum(bytes) ? position : BEGINNING;
    }

    void write(Path directory) throws IOException {
        var buffer = ByteBuffer.allocate(BYTES).putLong(segment).putInt(offset);
        buffer.putInt(checksum(buffer.array()));
        var next = directory.resolve("position.next");
        Files.write(next, buffer.array());
        Files.move(next, file(directory), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path file(Path directory) {
        return directory.resolve("position");
    }

    private static int checksum(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, Long.BYTES + Integer.BYTES);
        return (int) crc.getValue();
    }
}
