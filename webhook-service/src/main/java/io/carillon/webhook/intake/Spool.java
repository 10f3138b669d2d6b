package io.carillon.webhook.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A durable first-in-first-out file queue behind Kafka (R-WEB-17, ADR 0004). {@link #append} completes when the record is
 * fsynced; everybody who waits at that moment shares one fsync. Bounded by bytes, survives {@code kill -9}: what was torn
 * off at the end is cut away and counted, intact records before and behind any damage are kept. Any number of threads
 * append; one drains.
 */
final class Spool implements AutoCloseable {

    /** What one fsync takes at most; bounds both the wait of the first caller and the size of a file. */
    private static final int MAX_BATCH = 1_024;

    private static final int MAX_BATCH_BYTES = 1024 * 1024;

    private final Path directory;
    private final long limit;
    private final int segmentBytes;
    private final FileChannel lockFile;
    private final FileLock lock;

    private final LinkedBlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
    private final Thread writer =
            Thread.ofPlatform().name("spool-writer").daemon().unstarted(this::write);

    /** Records accepted and not yet drained, those that still wait for their fsync included. */
    private final AtomicLong depth = new AtomicLong();

    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong damagedBytes = new AtomicLong();
    private volatile @Nullable IOException lastFailure;
    private volatile boolean closed;

    /** A record found no room, and nothing has been drained since. */
    private volatile boolean full;

    /** Oldest first; guarded by itself, as are the fields of each segment and {@code position}. */
    private final Deque<SpoolSegment> segments = new ArrayDeque<>();

    private SpoolPosition position;

    /** The writer's own: the segment it writes to and that segment's open file. */
    private @Nullable Active active;

    private record Active(SpoolSegment segment, FileChannel channel) {}

    /** A record on its way to the disk; {@code frame} is null for the one that ends the writer. */
    private record Pending(@Nullable ByteBuffer frame, CompletableFuture<Appended> done) {}

    /** What became of a record. */
    enum Appended {
        STORED,
        /** The spool holds as many bytes as it may. */
        FULL,
        /** The disk refused; the record is not kept. */
        FAILED
    }

    /** A record in the spool, as the drain sees it. */
    record Entry(byte[] content, SpoolPosition after) {}

    private Spool(Path directory, long limit, int segmentBytes) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.limit = limit;
        this.segmentBytes = segmentBytes;
        this.lockFile =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var taken = lockFile.tryLock();
        if (taken == null) {
            lockFile.close();
            throw new IOException("the spool %s belongs to another process; give each replica its own CARILLON_REPLICA"
                    .formatted(directory));
        }
        this.lock = taken;
        this.position = SpoolPosition.read(directory);
    }

    /**
     * Opens the spool in {@code directory}, with what an earlier process left there.
     *
     * @param limit bytes that undrained records may take
     * @param segmentBytes size at which a new file is begun
     * @throws IOException if the directory cannot be used or another process uses it
     */
    static Spool open(Path directory, long limit, int segmentBytes) throws IOException {
        var spool = new Spool(directory, limit, segmentBytes);
        spool.recover();
        spool.writer.start();
        return spool;
    }

    private void recover() throws IOException {
        for (var segment : SpoolSegment.in(directory)) {
            if (segment.number < position.segment()) {
                Files.delete(segment.file);
                continue;
            }
            int from = segment.number == position.segment() ? Math.min(position.offset(), segment.committed) : 0;
            var contents = segment.read(from, segment.committed);
            damagedBytes.addAndGet(contents.damagedBytes());
            int intactEnd = contents.pieces().isEmpty()
                    ? from
                    : contents.pieces().getLast().next();
            if (intactEnd < segment.committed) {
                segment.truncate(intactEnd);
            }
            segment.waiting = contents.pieces().size();
            depth.addAndGet(segment.waiting);
            bytes.addAndGet(contents.pieces().stream()
                    .mapToLong(piece -> SpoolFormat.HEADER + piece.content().length)
                    .sum());
            segments.add(segment);
        }
    }

    /** Keeps {@code content}; completes once it is on disk, at once when there is no room. */
    CompletionStage<Appended> append(byte[] content) {
        if (closed) {
            return CompletableFuture.completedFuture(Appended.FAILED);
        }
        var frame = SpoolFormat.frame(content);
        int size = frame.remaining();
        if (bytes.addAndGet(size) > limit) {
            bytes.addAndGet(-size);
            full = true;
            return CompletableFuture.completedFuture(Appended.FULL);
        }
        depth.incrementAndGet();
        var pending = new Pending(frame, new CompletableFuture<>());
        queue.add(pending);
        return pending.done();
    }

    /** The oldest undrained records in order, at most a segment's worth; none when the spool is drained. */
    List<Entry> next() throws IOException {
        while (true) {
            SpoolSegment first;
            int from;
            int end;
            synchronized (segments) {
                first = segments.peekFirst();
                if (first == null) {
                    return List.of();
                }
                from = first.number == position.segment() ? position.offset() : 0;
                end = first.committed;
            }
            var contents = first.read(from, end);
            if (!contents.pieces().isEmpty()) {
                return contents.pieces().stream()
                        .map(piece -> new Entry(piece.content(), new SpoolPosition(first.number, piece.next())))
                        .toList();
            }
            if (!passOver(first, contents)) {
                return List.of();
            }
        }
    }

    /** Leaves a stretch behind that has no intact record; false when there is nothing behind it yet. */
    private boolean passOver(SpoolSegment segment, SpoolSegment.Contents contents) throws IOException {
        synchronized (segments) {
            damagedBytes.addAndGet(contents.damagedBytes());
            position = new SpoolPosition(segment.number, contents.end());
            if (segment.committed > contents.end()) {
                return true;
            }
            depth.addAndGet(-segment.waiting);
            segment.waiting = 0;
            if (segments.size() == 1) {
                return false;
            }
            segments.removeFirst();
        }
        Files.deleteIfExists(segment.file);
        return true;
    }

    /** Forgets {@code entries}, which are the first ones that {@link #next()} gave. */
    void drained(List<Entry> entries) throws IOException {
        if (entries.isEmpty()) {
            return;
        }
        synchronized (segments) {
            position = entries.getLast().after();
            var first = segments.getFirst();
            first.waiting -= entries.size();
        }
        position.write(directory);
        bytes.addAndGet(-entries.stream()
                .mapToLong(entry -> SpoolFormat.HEADER + entry.content().length)
                .sum());
        depth.addAndGet(-entries.size());
        full = false;
    }

    /** True when nothing waits here, not even for its fsync: only then may an event go past the spool. */
    boolean isEmpty() {
        return depth.get() == 0;
    }

    long depth() {
        return depth.get();
    }

    /** Bytes that undrained records take. */
    long bytes() {
        return bytes.get();
    }

    long limit() {
        return limit;
    }

    /** Bytes passed over because no intact record was in them, since the spool was opened. */
    long damagedBytes() {
        return damagedBytes.get();
    }

    /** Why the disk refused the last batch; null when it took it. */
    @Nullable
    IOException lastFailure() {
        return lastFailure;
    }

    /** Whether the next record will be taken, as far as can be known without trying. */
    boolean takes() {
        return !full && !closed && lastFailure == null && bytes.get() < limit;
    }

    private void write() {
        var batch = new ArrayList<Pending>(MAX_BATCH);
        while (gather(batch)) {
            store(batch);
            batch.clear();
        }
        abandon();
    }

    /** Waits for a record and takes what came with it; false when the spool is being closed and nothing is left. */
    private boolean gather(List<Pending> batch) {
        int size = 0;
        var next = takeOne();
        while (next != null && next.frame() != null) {
            batch.add(next);
            size += sizeOf(next);
            next = batch.size() < MAX_BATCH && size < MAX_BATCH_BYTES ? queue.poll() : null;
        }
        if (next != null) {
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
            int written = 0;
            for (var frame : frames) {
                written += frame.remaining();
            }
            while (frames[frames.length - 1].hasRemaining()) {
                file.channel().write(frames);
            }
            file.channel().force(false);
            synchronized (segments) {
                file.segment().committed += written;
                file.segment().waiting += batch.size();
            }
            lastFailure = null;
            batch.forEach(pending -> pending.done().complete(Appended.STORED));
        } catch (IOException e) {
            refused(batch, e);
        }
    }

    /** After a failed write or fsync nothing is certain about the file's tail: it is left, and a new file begun. */
    private void refused(List<Pending> batch, IOException failure) {
        lastFailure = failure;
        abandon();
        for (var pending : batch) {
            bytes.addAndGet(-sizeOf(pending));
            depth.decrementAndGet();
            pending.done().complete(Appended.FAILED);
        }
    }

    private static int sizeOf(Pending pending) {
        return pending.frame() == null ? 0 : pending.frame().capacity();
    }

    private Active active() throws IOException {
        var current = active;
        if (current != null && current.segment().committed < segmentBytes) {
            return current;
        }
        abandon();
        SpoolSegment segment;
        synchronized (segments) {
            var last = segments.peekLast();
            segment = SpoolSegment.at(directory, 1 + Math.max(last == null ? 0 : last.number, position.segment()), 0);
        }
        var opened = new Active(segment, segment.create());
        active = opened;
        syncDirectory();
        synchronized (segments) {
            segments.addLast(segment);
        }
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
                lastFailure = e;
            }
        }
    }

    /** Stores what still waits and lets go of the directory. */
    @Override
    public void close() throws IOException {
        closed = true;
        queue.add(new Pending(null, new CompletableFuture<>()));
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        lock.release();
        lockFile.close();
    }
}
