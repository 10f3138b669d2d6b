package io.carillon.alerting.incident;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.alerting.pipeline.Change;
import io.carillon.alerting.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * What changed while the incident store was away: one change a line, on disk before it is acted on. Not thread-safe.
 */
final class Journal implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Journal.class);

    private final Path file;
    private final FileChannel channel;
    private boolean empty;

    /** @param file made when it is not there; a replica's own */
    Journal(Path file) throws IOException {
        this.file = file;
        Files.createDirectories(file.toAbsolutePath().getParent());
        channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        empty = channel.size() == 0;
        if (!empty && !Files.readString(file).endsWith("\n")) {
            write("\n");
        }
    }

    boolean isEmpty() {
        return empty;
    }

    /** On disk when this returns. */
    void append(List<Change> changes) throws IOException {
        if (changes.isEmpty()) {
            return;
        }
        var lines = new StringBuilder();
        changes.forEach(change -> lines.append(change.encode()).append('\n'));
        empty = false;
        write(lines.toString());
    }

    private void write(String text) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    /** All changes in order. A line that a crash tore is the last of its time and was never acted on. */
    List<Change> read() throws IOException {
        var changes = new ArrayList<Change>();
        for (var line : Files.readString(file).split("\n")) {
            if (line.isBlank()) {
                continue;
            }
            try {
                JsonNode json = Wire.parse(line.getBytes(StandardCharsets.UTF_8));
                changes.add(Change.decode(json));
            } catch (Wire.MalformedException e) {
                LOG.warnf("passed over a torn line of the journal: %s", e.getMessage());
            }
        }
        return changes;
    }

    /** Forgets what the store has taken over. */
    void clear() throws IOException {
        channel.truncate(0);
        channel.force(true);
        empty = true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
