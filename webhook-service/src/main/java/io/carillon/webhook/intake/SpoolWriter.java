package io.carillon.webhook.intake;

import io.carillon.webhook.intake.Spool.Appended;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes the spool. Takes whatever has come in since the last fsync, writes it, and fsyncs once for all
 * who wait (group commit): the slower the disk, the larger the groups.
 */
final class SpoolWriter implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SpoolWriter.class);

    /** What one fsync takes at most; bounds both the wait of the first caller and the size of a file. */
    private static final int MAX_BATCH = 1_024;

    private static final int MAX_BATCH_BYTES = 1024 * 1024;

    /** After this the disk is believed to work again, until the next write says otherwise. */
    private static final long MISTRUST_NANOS = Duration.ofSeconds(5).toNanos();

    private final Path directory;
    private final int segmentBytes;
    private final Ledger ledger;
    private final LinkedBlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
    private final Thread thread =
            Thread.ofPlatform().name("spool-writer").daemon().unstarted(this::run);

    private volatile boolean closed;
    private volatile boolean failed;
    private volatile long failedAt;

    /** The segment that is being written and its open file. */
    private @Nullable Active active;

    private record Active(SpoolSegment segment, FileChannel channel) {}

    /** A record on its way to the disk; {@code frame} is null for the one that ends the writer. */
    private record Pending(@Nullable ByteBuffer frame, CompletableFuture<Appended> done) {
        int size() {
            return frame == null ? 0 : frame.capacity();
        }
    }

    /** Where the writer reports; called on its thread. */
    interface Ledger {
        /** A new segment, whose file does not exist yet. */
        SpoolSegment begin() throws IOException;

        /** The segment's file is there for certain. */
        void opened(SpoolSegment segment);

        /** So much more of the segment is on disk for certain. */
        void stored(SpoolSegment segment, int bytes, int records);

        /** Behind what is stored in the segment stands something that was refused, or nothing: it is not written again. */
        void spoilt(SpoolSegment segment) throws IOException;

        /** The disk did not take these. */
        void refused(int bytes, int records);
    }

    SpoolWriter(Path directory, int segmentBytes, Ledger ledger) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.ledger = ledger;
    }

    void start() {
        thread.start();
    }

    /** Completes when {@code frame} is on disk, or when it is certain that it is not kept. */
    CompletableFuture<Appended> write(ByteBuffer frame) {
        var pending = new Pending(frame, new CompletableFuture<>());
        queue.add(pending);
        if (closed && queue.remove(pending)) {
            refuse(List.of(pending));
        }
        return pending.done();
    }

    /** False for a while after the disk has refused something, and when the spool is closed. */
    boolean works() {
        return !closed && (!failed || System.nanoTime() - failedAt > MISTRUST_NANOS);
    }

    private void run() {
        var batch = new ArrayList<Pending>(MAX_BATCH);
        while (gather(batch)) {
            store(batch);
            batch.clear();
        }
        abandon();
        queue.drainTo(batch);
        refuse(batch);
    }

    /** Waits for a record and takes what came with it; false when the spool is being closed and nothing is left. */
    private boolean gather(List<Pending> batch) {
        int size = 0;
        var next = takeOne();
        while (next != null && next.frame() != null) {
            batch.add(next);
            size += next.size();
            next = batch.size() < MAX_BATCH && size < MAX_BATCH_BYTES ? queue.poll() : null;
        }
        if (next != null && !batch.isEmpty()) {
            queue.add(next);
        }
        return !batch.isEmpty();
    }

    private Pending takeOne() {
        while (true) {
            try {
                return queue.take();
            } catch (InterruptedException e) {
                // Nobody has a reason to interrupt this thread; it ends by the record without a frame.
                continue;
            }
        }
    }

    private void store(List<Pending> batch) {
        try {
            var file = active();
            var frames = batch.stream().map(Pending::frame).toArray(ByteBuffer[]::new);
            while (frames[frames.length - 1].hasRemaining()) {
                file.channel().write(frames);
            }
            file.channel().force(false);
            ledger.stored(file.segment(), sizeOf(batch), batch.size());
            failed = false;
        } catch (IOException | RuntimeException | Error e) {
            // Whatever it is: nobody may wait for ever for a thread that has ended. Nothing is certain about the file's
            // tail any more: it is cut off as far as the disk lets us, and a new file begun.
            LOG.errorf(e, "exception while writing the webhook spool; %d events failed", batch.size());
            failedAt = System.nanoTime();
            failed = true;
            var spoilt = active;
            abandon();
            discardTail(spoilt);
            refuse(batch);
            return;
        }
        batch.forEach(pending -> pending.done().complete(Appended.STORED));
    }

    /** What was refused should not come back after a restart, and files of a full disk should not pile up. */
    private void discardTail(@Nullable Active spoilt) {
        if (spoilt == null) {
            return;
        }
        try {
            ledger.spoilt(spoilt.segment());
        } catch (IOException | RuntimeException e) {
            LOG.warnf("a spoilt file of the webhook spool stays: %s", e.getMessage());
        }
    }

    private void refuse(List<Pending> batch) {
        ledger.refused(sizeOf(batch), (int)
                batch.stream().filter(pending -> pending.frame() != null).count());
        batch.forEach(pending -> pending.done().complete(Appended.FAILED));
    }

    private static int sizeOf(List<Pending> batch) {
        return batch.stream().mapToInt(Pending::size).sum();
    }

    private Active active() throws IOException {
        var current = active;
        if (current != null && current.segment().committed < segmentBytes) {
            return current;
        }
        abandon();
        var segment = ledger.begin();
        var opened = new Active(segment, segment.create());
        active = opened;
        syncDirectory();
        ledger.opened(segment);
        return opened;
    }

    /** A file is only durable with its name. */
    private void syncDirectory() throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void abandon() {
        var current = active;
        active = null;
        if (current != null) {
            try {
                current.channel().close();
            } catch (IOException e) {
                LOG.warnf("a file of the webhook spool could not be closed: %s", e.getMessage());
            }
        }
    }

    /** Stores what waits, then ends the thread. */
    @Override
    public void close() {
        closed = true;
        queue.add(new Pending(null, new CompletableFuture<>()));
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
