package io.carillon.webhook.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.traceability.Requirement;
import io.carillon.webhook.intake.Spool.Appended;
import io.carillon.webhook.intake.Spool.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {

    private static final long LIMIT = 64 * 1024 * 1024;
    private static final int SEGMENT = 4 * 1024;

    @TempDir
    Path directory;

    @Test
    @Requirement("R-WEB-17")
    void givesBackInOrderWhatWasAppendedAcrossSegmentsAndRestarts() throws Exception {
        var expected = new ArrayList<String>();
        for (int round = 0; round < 3; round++) {
            try (var spool = open()) {
                assertThat(spool.depth()).isEqualTo(expected.size());
                for (int i = 0; i < 200; i++) {
                    expected.add(append(spool, "round %d record %d".formatted(round, i)));
                }
            }
        }
        try (var spool = open()) {
            assertThat(drainAll(spool)).isEqualTo(expected);
            assertThat(spool.isEmpty()).isTrue();
            assertThat(spool.bytes()).isZero();
            assertThat(segments()).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void keepsItsPositionOverARestart() throws Exception {
        try (var spool = open()) {
            for (int i = 0; i < 10; i++) {
                append(spool, "record " + i);
            }
            spool.drained(spool.next().subList(0, 4));
        }
        try (var spool = open()) {
            assertThat(drainAll(spool)).startsWith("record 4").hasSize(6);
            append(spool, "later");
        }
        try (var spool = open()) {
            assertThat(drainAll(spool)).containsExactly("later");
        }
    }

    @Test
    void refusesWhatDoesNotFitAndTakesItWhenThereIsRoomAgain() throws Exception {
        var record = "x".repeat(100).getBytes(UTF_8);
        try (var spool = Spool.open(directory, 3 * 112, SEGMENT)) {
            for (int i = 0; i < 3; i++) {
                assertThat(spool.append(record).toCompletableFuture().get()).isEqualTo(Appended.STORED);
            }
            assertThat(spool.append(record).toCompletableFuture().get()).isEqualTo(Appended.FULL);

            spool.drained(spool.next().subList(0, 1));

            assertThat(spool.append(record).toCompletableFuture().get()).isEqualTo(Appended.STORED);
            assertThat(spool.depth()).isEqualTo(3);
        }
    }

    @Test
    void manyThreadsAppendWhileOneDrainsAndNothingIsLostOrDoubled() throws Exception {
        int threads = 8;
        int each = 500;
        var seen = new ArrayList<String>();
        try (var spool = open()) {
            var appending = IntStream.range(0, threads)
                    .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                        for (int i = 0; i < each; i++) {
                            append(spool, thread + ":" + i);
                        }
                    }))
                    .toArray(CompletableFuture[]::new);
            var all = CompletableFuture.allOf(appending);
            while (!all.isDone() || !spool.isEmpty()) {
                var entries = spool.next();
                entries.forEach(entry -> seen.add(text(entry)));
                spool.drained(entries);
            }
            all.get();
        }
        assertThat(seen).doesNotHaveDuplicates().hasSize(threads * each);
        for (int thread = 0; thread < threads; thread++) {
            var own = thread + ":";
            assertThat(seen.stream().filter(text -> text.startsWith(own)))
                    .isEqualTo(IntStream.range(0, each).mapToObj(i -> own + i).toList());
        }
    }

    @Test
    void anEmptyRecordAndTheLargestOneAreRecordsToo() throws Exception {
        var largest = new byte[SpoolFormat.MAX_CONTENT];
        new Random(1).nextBytes(largest);
        try (var spool = open()) {
            spool.append(new byte[0]).toCompletableFuture().get();
            spool.append(largest).toCompletableFuture().get();

            assertThat(spool.next().getFirst().content()).isEmpty();
            spool.drained(spool.next().subList(0, 1));
            assertThat(spool.next().getFirst().content()).isEqualTo(largest);
        }
    }

    @Test
    void belongsToOneProcess() throws Exception {
        try (var first = open()) {
            assertThat(first.isEmpty()).isTrue();
            assertThatThrownBy(this::open)
                    .isInstanceOfAny(IOException.class, java.nio.channels.OverlappingFileLockException.class);
        }
    }

    @Test
    void aDiskThatRefusesIsToldAndTheNextBatchTriesAgain() throws Exception {
        try (var spool = open()) {
            // A folder stands where the first segment's file would be.
            var blocker = Files.createDirectory(directory.resolve("%020d.spool".formatted(1)));

            assertThat(spool.append("a".getBytes(UTF_8)).toCompletableFuture().get())
                    .isEqualTo(Appended.FAILED);
            assertThat(spool.takes()).isFalse();
            assertThat(spool.isEmpty()).isTrue();

            Files.delete(blocker);
            append(spool, "b");
            assertThat(spool.takes()).isTrue();
            assertThat(drainAll(spool)).containsExactly("b");
        }
    }

    /** A process killed in the middle of a write leaves any prefix of the file behind. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @Requirement("R-WEB-17")
    void aTornTailLosesNoIntactRecord(long seed) throws Exception {
        var random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            var records = written(random);
            var file = segments().getLast();
            int cut = random.nextInt((int) Files.size(file) + 1);
            var intact = wholeBefore(records, cut);
            Files.write(file, Arrays.copyOf(Files.readAllBytes(file), cut));

            try (var spool = open()) {
                assertThat(drainAll(spool)).isEqualTo(intact);
                append(spool, "after the tear");
                assertThat(drainAll(spool)).containsExactly("after the tear");
            }
            clear();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    @Requirement("R-WEB-17")
    void flippedBitsNeverYieldACorruptedRecordNorLoseAnyOther(long seed) throws Exception {
        var random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            var records = written(random);
            var file = segments().getLast();
            var bytes = Files.readAllBytes(file);
            int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
            var expected = new ArrayList<>(records);
            expected.remove(recordAt(records, at));

            try (var spool = open()) {
                assertThat(drainAll(spool)).isEqualTo(expected);
                assertThat(spool.damagedBytes()).isPositive();
            }
            clear();
        }
    }

    @Test
    void damageThatHappensWhileTheSpoolIsOpenIsPassedOverToo() throws Exception {
        try (var spool = open()) {
            for (int i = 0; i < 5; i++) {
                append(spool, "record " + i);
            }
            var file = segments().getLast();
            var bytes = Files.readAllBytes(file);
            bytes[SpoolFormat.HEADER + 2] ^= 1;
            Files.write(file, bytes, java.nio.file.StandardOpenOption.WRITE);

            assertThat(drainAll(spool)).containsExactly("record 1", "record 2", "record 3", "record 4");
            assertThat(spool.isEmpty()).isTrue();
        }
    }

    @Test
    void aPositionThatCannotBeTrustedOnlyCausesRepeats() throws Exception {
        try (var spool = open()) {
            append(spool, "a");
            append(spool, "b");
            spool.drained(spool.next().subList(0, 1));
        }
        Files.write(directory.resolve("position"), new byte[16]);

        try (var spool = open()) {
            assertThat(drainAll(spool)).containsExactly("a", "b");
        }
    }

    private Spool open() throws IOException {
        return Spool.open(directory, LIMIT, SEGMENT);
    }

    /** One segment with records of random length, the spool closed. */
    private List<String> written(Random random) throws Exception {
        var records = new ArrayList<String>();
        try (var spool = Spool.open(directory, LIMIT, Integer.MAX_VALUE)) {
            for (int i = 1 + random.nextInt(20); i > 0; i--) {
                records.add(append(spool, i + "x".repeat(random.nextInt(60))));
            }
        }
        return records;
    }

    private static List<String> wholeBefore(List<String> records, int cut) {
        int end = 0;
        for (int i = 0; i < records.size(); i++) {
            end += SpoolFormat.HEADER + records.get(i).length();
            if (end > cut) {
                return records.subList(0, i);
            }
        }
        return records;
    }

    private static int recordAt(List<String> records, int offset) {
        return wholeBefore(records, offset).size();
    }

    private static String append(Spool spool, String record) {
        assertThat(spool.append(record.getBytes(UTF_8)).toCompletableFuture().join())
                .isEqualTo(Appended.STORED);
        return record;
    }

    private static List<String> drainAll(Spool spool) throws IOException {
        var drained = new ArrayList<String>();
        for (var entries = spool.next(); !entries.isEmpty(); entries = spool.next()) {
            entries.forEach(entry -> drained.add(text(entry)));
            spool.drained(entries);
        }
        return drained;
    }

    private static String text(Entry entry) {
        return new String(entry.content(), UTF_8);
    }

    private List<Path> segments() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".spool"))
                    .sorted()
                    .toList();
        }
    }

    private void clear() throws IOException {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
