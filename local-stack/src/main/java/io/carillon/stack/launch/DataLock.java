package io.carillon.stack.launch;

import io.carillon.stack.server.ServerFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One launcher at a time works with a data directory; the lock falls with the process that holds it. */
record DataLock(FileChannel channel) implements AutoCloseable {

    static DataLock take(Path data) {
        try {
            Files.createDirectories(data);
            var channel = FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw new ServerFailure(
                        "./carillon up is running already with the data in %s: set CARILLON_DATA and CARILLON_PORT_BASE for a second one"
                                .formatted(data));
            }
            return new DataLock(channel);
        } catch (IOException e) {
            throw new ServerFailure("the data directory %s cannot be used: %s".formatted(data, e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the lock on the data directory cannot be given back", e);
        }
    }
}
