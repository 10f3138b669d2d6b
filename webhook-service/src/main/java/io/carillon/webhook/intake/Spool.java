package io.carillon.webhook.intake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * A durable first-in-first-out file queue behind Kafka (R-WEB-17, ADR 0004). {@link #append} completes when the record is
 * fsynced; everybody who waits at that moment shares one fsync. Bounded by bytes, survives {@code kill -9}: what was torn
 * off at the end is cut away and counted, intact records before and behind any damage are kept. Any number of threads
 * append; one drains.
 */
final class Spool implements SpoolWriter.Ledger, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Spool.class);

    private final Path directory;
    private final long limit;
    private final FileChannel lockFile;
    private final FileLock lock;

    private final SpoolWriter writer;

    /** Records accepted and not yet drained, those that still wait for their fsync included. */
    private final AtomicLong depth = new AtomicLong();

    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong damagedBytes = new AtomicLong();

    /** A record found no room, and nothing has been drained since. */
    private volatile boolean full;

    /** Oldest first; guarded by itself, as are the fields of each segment and {@code position}. */
    private final Deque<SpoolSegment> segments = new ArrayDeque<>();

    private SpoolPosition position;

    /** Whether the disk lets go of what is drained; the drain's alone. */
    private boolean forgets = true;

    /** Of the next segment; never used twice, also when its file could not be made. */
    private long nextNumber;

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
        this.writer = new SpoolWriter(this.directory, segmentBytes, this);
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
        this.nextNumber = position.segment() + 1;
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
            if (segment.number == position.segment()) {
                // A file may have become shorter than what was drained of it.
                position = new SpoolPosition(segment.number, from);
            }
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
            nextNumber = Math.max(nextNumber, segment.number + 1);
        }
    }

    /** Keeps {@code content}; completes once it is on disk, at once when there is no room. */
    CompletionStage<Appended> append(byte[] content) {
        var frame = SpoolFormat.frame(content);
        int size = frame.remaining();
        if (bytes.addAndGet(size) > limit) {
            bytes.addAndGet(-size);
            full = true;
            return CompletableFuture.completedFuture(Appended.FULL);
        }
        depth.incrementAndGet();
        return writer.write(frame);
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
    private boolean passOver(SpoolSegment segment, SpoolSegment.Contents contents) {
        synchronized (segments) {
            damagedBytes.addAndGet(contents.damagedBytes());
            position = new SpoolPosition(segment.number, contents.end());
            if (segment.committed > contents.end()) {
                return true;
            }
            depth.addAndGet(-segment.waiting);
            segment.waiting = 0;
            // The last one may still be written to.
            if (segments.peekLast() == segment) {
                return false;
            }
            // Gone already where the disk had refused all of it.
            segments.remove(segment);
        }
        forgetting(() -> Files.deleteIfExists(segment.file));
        return true;
    }

    /** Forgets {@code entries}, which are the first ones that {@link #next()} gave. */
    void drained(List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        SpoolPosition reached = entries.getLast().after();
        synchronized (segments) {
            position = reached;
            var first = segments.getFirst();
            first.waiting -= entries.size();
        }
        bytes.addAndGet(-entries.stream()
                .mapToLong(entry -> SpoolFormat.HEADER + entry.content().length)
                .sum());
        depth.addAndGet(-entries.size());
        full = false;
        forgetting(() -> reached.write(directory));
    }

    /** Something that the disk may refuse. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    /**
     * A disk that is full or can only be read means repeats after the next start, which carry the same ids. Nothing else may
     * come of it: while the spool is not empty, callers are refused as soon as it cannot take more either.
     */
    private void forgetting(Step step) {
        try {
            step.run();
            forgets = true;
        } catch (IOException e) {
            if (forgets) {
                LOG.warnf(
                        "the spool's disk does not let go of what is published: it comes again after a restart (%s)",
                        e);
            }
            forgets = false;
        }
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

    /** Whether the next record will be taken, as far as can be known without trying. */
    boolean takes() {
        return !full && writer.works() && bytes.get() < limit;
    }

    @Override
    public SpoolSegment begin() throws IOException {
        SpoolSegment segment;
        synchronized (segments) {
            segment = SpoolSegment.at(directory, nextNumber++, 0);
        }
        return segment;
    }

    @Override
    public void opened(SpoolSegment segment) {
        synchronized (segments) {
            segments.addLast(segment);
        }
    }

    @Override
    public void stored(SpoolSegment segment, int storedBytes, int records) {
        synchronized (segments) {
            segment.committed += storedBytes;
            segment.waiting += records;
        }
    }

    @Override
    public void spoilt(SpoolSegment segment) throws IOException {
        int intact;
        synchronized (segments) {
            intact = segment.committed;
            if (intact == 0) {
                segments.remove(segment);
            }
        }
        if (intact == 0) {
            Files.deleteIfExists(segment.file);
        } else {
            segment.cutTo(intact);
        }
    }

    @Override
    public void refused(int refusedBytes, int records) {
        bytes.addAndGet(-refusedBytes);
        depth.addAndGet(-records);
    }

    /** Stores what still waits and lets go of the directory. */
    @Override
    public void close() throws IOException {
        writer.close();
        lock.release();
        lockFile.close();
    }
}
