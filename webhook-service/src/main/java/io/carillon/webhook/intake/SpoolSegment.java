package io.carillon.webhook.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One file of the spool. Written by the spool's writer alone, read by its drain; {@code committed} and {@code waiting}
 * are guarded by the spool's lock.
 */
final class SpoolSegment {

    private static final String SUFFIX = ".spool";

    /** Whatever else lies in the folder is not the spool's. */
    private static final Pattern NAME = Pattern.compile("[0-9]{20}\\.spool");

    final long number;
    final Path file;

    /** Bytes that are on disk for certain; nothing beyond is ever read. */
    int committed;

    /** Records between the spool's position and {@link #committed}. */
    int waiting;

    private SpoolSegment(long number, Path file, int committed) {
        this.number = number;
        this.file = file;
        this.committed = committed;
    }

    /** What a segment holds from an offset on. */
    record Contents(List<Piece> pieces, int damagedBytes, int end) {}

    /** An intact record and where the next one begins. */
    record Piece(byte[] content, int next) {}

    static SpoolSegment at(Path directory, long number, int committed) {
        return new SpoolSegment(number, directory.resolve("%020d%s".formatted(number, SUFFIX)), committed);
    }

    /** The segments in {@code directory}, oldest first. */
    static List<SpoolSegment> in(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            var segments = new ArrayList<SpoolSegment>();
            for (var file : files.filter(
                            f -> NAME.matcher(f.getFileName().toString()).matches())
                    .sorted()
                    .toList()) {
                var name = file.getFileName().toString();
                var number = Long.parseLong(name, 0, name.length() - SUFFIX.length(), 10);
                segments.add(new SpoolSegment(number, file, Math.toIntExact(Files.size(file))));
            }
            return segments;
        }
    }

    FileChannel create() throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Reads all intact records from {@code offset} to {@code end}, passing over damage. */
    Contents read(int offset, int end) throws IOException {
        var bytes = ByteBuffer.allocate(Math.max(0, end - offset));
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (bytes.hasRemaining() && channel.read(bytes, offset + (long) bytes.position()) >= 0) {
                // A read may bring less than was asked for.
            }
        }
        return parse(java.util.Arrays.copyOf(bytes.array(), bytes.position()), offset, end);
    }

    private static Contents parse(byte[] bytes, int offset, int end) {
        var pieces = new ArrayList<Piece>();
        int damaged = Math.max(0, end - offset - bytes.length);
        int at = 0;
        while (true) {
            switch (SpoolFormat.at(bytes, at)) {
                case SpoolFormat.Found.Intact intact -> {
                    pieces.add(new Piece(intact.content(), offset + intact.next()));
                    at = intact.next();
                }
                case SpoolFormat.Found.Damage damage -> {
                    int next = SpoolFormat.resume(bytes, at);
                    damaged += next - at;
                    at = next;
                }
                case SpoolFormat.Found.End over -> {
                    return new Contents(pieces, damaged, end);
                }
            }
        }
    }

    /** Cuts off what follows the last intact record, so that a torn tail is met once and not at every start. */
    void truncate(int length) throws IOException {
        cutTo(length);
        committed = length;
    }

    /** Shortens the file alone. */
    void cutTo(int length) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
            channel.force(true);
        }
    }
}
