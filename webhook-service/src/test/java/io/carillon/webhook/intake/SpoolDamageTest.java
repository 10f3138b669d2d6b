package io.carillon.webhook.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import io.carillon.webhook.intake.Spool.Appended;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories of a spool, and random damage to its files while nobody has it open; a failure names its seed. */
class SpoolDamageTest {

    private static final long LIMIT = 1024 * 1024;
    private static final int ROUNDS = 25;

    @TempDir
    Path parent;

    /** A record as it stood in a file before the damage; {@code number} in the order of appending. */
    private record Stored(int number, Path file, int start, byte[] frame) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @Requirement("R-WEB-17")
    void whatIsIntactComesBackOnceInOrderAndNothingElse(long seed) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            var random = new Random(seed * 1_000 + round);
            var directory = Files.createDirectory(parent.resolve(seed + "-" + round));
            int drained = history(directory, random);
            var stored = stored(directory);
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                damage(directory, random);
            }
            var expected = intact(stored).stream()
                    .filter(record -> record.number() >= drained)
                    .map(Stored::number)
                    .toList();

            try (var spool = Spool.open(directory, LIMIT, 512)) {
                assertThat(spool.damagedBytes()).isNotNegative();
                assertThat(drainAll(spool)).as("seed %d round %d", seed, round).isEqualTo(expected);
                assertThat(spool.isEmpty()).isTrue();
                assertThat(spool.bytes()).isZero();
                assertThat(spool.damagedBytes()).isNotNegative();
                assertThat(append(spool, 1_000_000)).isEqualTo(Appended.STORED);
            }
            try (var spool = Spool.open(directory, LIMIT, 512)) {
                assertThat(drainAll(spool)).as("seed %d round %d", seed, round).containsExactly(1_000_000);
            }
        }
    }

    /** Where the position is lost as well, what was drained may come again; order and integrity hold all the same. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    @Requirement("R-WEB-17")
    void aDamagedPositionOnlyCausesRepeats(long seed) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            var random = new Random(seed * 1_000 + round);
            var directory = Files.createDirectory(parent.resolve(seed + "-" + round));
            int drained = history(directory, random);
            var stored = stored(directory);
            damage(directory, random);
            var position = directory.resolve("position");
            if (Files.exists(position)) {
                damageFile(position, random);
            }
            var intact = intact(stored).stream().map(Stored::number).toList();

            try (var spool = Spool.open(directory, LIMIT, 512)) {
                assertThat(drainAll(spool))
                        .as("seed %d round %d", seed, round)
                        .isSubsetOf(intact)
                        .isSorted()
                        .doesNotHaveDuplicates()
                        .containsAll(intact.stream()
                                .filter(number -> number >= drained)
                                .toList());
            }
        }
    }

    @Test
    void aTornTailIsCutAndMetOnlyOnce() throws Exception {
        var random = new Random(21);
        var directory = Files.createDirectory(parent.resolve("tail"));
        try (var spool = Spool.open(directory, LIMIT, 1 << 20)) {
            for (int i = 0; i < 5; i++) {
                append(spool, i);
            }
        }
        var file = segments(directory).getLast();
        var whole = Files.readAllBytes(file);
        for (int cut = whole.length; cut > 0; cut--) {
            // Torn inside a record, or a record of which only the beginning reached the disk.
            var torn = Arrays.copyOf(whole, cut + random.nextInt(3));
            Files.write(file, torn);
            try (var spool = Spool.open(directory, LIMIT, 1 << 20)) {
                assertThat(spool.damagedBytes() + spool.bytes()).isEqualTo(torn.length);
                assertThat(Files.size(file)).isEqualTo(spool.bytes());
            }
            try (var spool = Spool.open(directory, LIMIT, 1 << 20)) {
                assertThat(spool.damagedBytes()).isZero();
            }
        }
    }

    @Test
    void whatElseLiesInTheFolderIsLeftAlone() throws Exception {
        var directory = Files.createDirectory(parent.resolve("strangers"));
        Files.writeString(directory.resolve("copy.spool"), "somebody's copy");
        Files.writeString(directory.resolve("99999999999999999999999.spool"), "a number too long");

        try (var spool = Spool.open(directory, LIMIT, 512)) {
            assertThat(append(spool, 1)).isEqualTo(Appended.STORED);
            assertThat(drainAll(spool)).containsExactly(1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void neverTakesMoreOfTheDiskThanItMay(long seed) throws Exception {
        var random = new Random(seed);
        long limit = 8 * 1024;
        int segment = 1024;
        int largest = SpoolFormat.HEADER + Integer.BYTES + 300;
        int refused = 0;
        var directory = Files.createDirectory(parent.resolve("bounded"));
        try (var spool = Spool.open(directory, limit, segment)) {
            for (int i = 0; i < 2_000; i++) {
                refused += append(spool, i, random.nextInt(300)) == Appended.FULL ? 1 : 0;
                if (random.nextInt(20) == 0) {
                    var entries = spool.next();
                    spool.drained(entries.subList(0, random.nextInt(entries.size() + 1)));
                }
                assertThat(spool.bytes()).isLessThanOrEqualTo(limit);
                // Of the first file a part may be drained already, and the last one is kept.
                assertThat(size(directory)).isLessThanOrEqualTo(limit + 2L * (segment + largest));
            }
        }
        assertThat(refused).isPositive();
    }

    /** Appends, drains and restarts; returns how many records were drained. */
    private static int history(Path directory, Random random) throws Exception {
        int appended = 0;
        int drained = 0;
        int segment = 64 + random.nextInt(1_500);
        for (int run = 1 + random.nextInt(3); run > 0; run--) {
            try (var spool = Spool.open(directory, LIMIT, segment)) {
                for (int i = random.nextInt(40); i > 0; i--) {
                    append(spool, appended++, random.nextInt(120));
                    if (random.nextInt(6) == 0) {
                        var entries = spool.next();
                        var part = entries.subList(0, random.nextInt(entries.size() + 1));
                        spool.drained(part);
                        drained += part.size();
                    }
                }
            }
        }
        return drained;
    }

    /** Reads the undamaged files by the documented format, not by the code under test. */
    private static List<Stored> stored(Path directory) throws IOException {
        var stored = new ArrayList<Stored>();
        for (var file : segments(directory)) {
            var bytes = Files.readAllBytes(file);
            for (int at = 0; at < bytes.length; ) {
                int length = ByteBuffer.wrap(bytes, at + 4, 4).getInt();
                int number = ByteBuffer.wrap(bytes, at + 12, 4).getInt();
                stored.add(new Stored(number, file, at, Arrays.copyOfRange(bytes, at, at + 12 + length)));
                at += 12 + length;
            }
        }
        return stored;
    }

    private static List<Stored> intact(List<Stored> stored) throws IOException {
        Map<Path, byte[]> now = new HashMap<>();
        var intact = new ArrayList<Stored>();
        for (var record : stored) {
            if (!now.containsKey(record.file())) {
                now.put(record.file(), Files.readAllBytes(record.file()));
            }
            var bytes = now.get(record.file());
            int end = record.start() + record.frame().length;
            if (end <= bytes.length && Arrays.equals(record.frame(), Arrays.copyOfRange(bytes, record.start(), end))) {
                intact.add(record);
            }
        }
        return intact;
    }

    private static void damage(Path directory, Random random) throws IOException {
        var files = segments(directory);
        if (!files.isEmpty()) {
            damageFile(files.get(random.nextInt(files.size())), random);
        }
    }

    private static void damageFile(Path file, Random random) throws IOException {
        var bytes = Files.readAllBytes(file);
        switch (bytes.length == 0 ? 2 : random.nextInt(4)) {
            case 0 -> Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            case 1 -> {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, bytes);
            }
            case 2 -> {
                var longer = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(40));
                for (int i = bytes.length; i < longer.length; i++) {
                    longer[i] = (byte) random.nextInt();
                }
                Files.write(file, longer);
            }
            default -> {
                int from = random.nextInt(bytes.length);
                Arrays.fill(bytes, from, Math.min(bytes.length, from + 1 + random.nextInt(50)), (byte) 0);
                Files.write(file, bytes);
            }
        }
    }

    private static Appended append(Spool spool, int number) {
        return append(spool, number, 20);
    }

    private static Appended append(Spool spool, int number, int more) {
        var content = ByteBuffer.allocate(Integer.BYTES + more).putInt(number).array();
        Arrays.fill(content, Integer.BYTES, content.length, (byte) number);
        return spool.append(content).toCompletableFuture().join();
    }

    private static List<Integer> drainAll(Spool spool) throws IOException {
        var drained = new ArrayList<Integer>();
        for (var entries = spool.next(); !entries.isEmpty(); entries = spool.next()) {
            for (var entry : entries) {
                var content = entry.content();
                int number = ByteBuffer.wrap(content).getInt();
                for (int i = Integer.BYTES; i < content.length; i++) {
                    assertThat(content[i]).isEqualTo((byte) number);
                }
                drained.add(number);
            }
            spool.drained(entries);
        }
        return drained;
    }

    private static List<Path> segments(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".spool"))
                    .sorted()
                    .toList();
        }
    }

    private static long size(Path directory) throws IOException {
        long size = 0;
        for (var file : segments(directory)) {
            size += Files.size(file);
        }
        return size;
    }
}
