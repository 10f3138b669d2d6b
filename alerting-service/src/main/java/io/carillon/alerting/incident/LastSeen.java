package io.carillon.alerting.incident;

import io.carillon.alerting.pipeline.Situation;
import io.carillon.alerting.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jboss.logging.Logger;

/**
 * What was open in the store when it was last seen, on disk: a process that starts without the store goes on from there,
 * so that an effect still meets the incident that explains it. Not thread-safe.
 */
final class LastSeen {

    private static final Logger LOG = Logger.getLogger(LastSeen.class);

    private final Path file;
    private Situation written;

    /** @param file made when it is not there; a replica's own */
    LastSeen(Path file) throws IOException {
        this.file = file;
        this.written = read(file);
    }

    Situation situation() {
        return written;
    }

    /** Remembers {@code seen}, unless that is what is remembered already. */
    void remember(Situation seen) throws IOException {
        if (seen.equals(written)) {
            return;
        }
        var unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.write(unfinished, Wire.bytes(seen));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        written = seen;
    }

    private static Situation read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Situation.CALM;
        }
        try {
            return Wire.read(Files.readString(file, StandardCharsets.UTF_8), Situation.class);
        } catch (Wire.MalformedException e) {
            LOG.warnf("what was last seen of the store is not readable (%s): starting from nothing", e.getMessage());
            return Situation.CALM;
        }
    }
}
