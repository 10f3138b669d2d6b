package io.carillon.booking.together;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.booking.together.Line.Entered.Queued;
import io.carillon.booking.together.Line.Entered.TurnedAway;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LineTest {

    private static final Bounds BOUNDS = new Bounds(2, 3, 6);

    private final Line<Work> line = new Line<>(BOUNDS);

    /** @param minute of which a lane has each only once */
    private record Work(int number, String group, String lane, int minute, Set<String> names) implements Member<Work> {

        @Override
        public boolean clashes(Work other) {
            return minute == other.minute;
        }
    }

    @Test
    void somebodyAloneGoesAtOnceAndAlone() {
        var only = work(1, "lane-1");

        assertThat(line.enter(only)).isEqualTo(new Queued());
        assertThat(line.next()).containsExactly(only);
        assertThat(line.next()).isEmpty();

        line.finished(List.of(only));
        assertThat(line.isEmpty()).isTrue();
    }

    @Test
    void thoseWhoComeMeanwhileGoTogetherInOrderAndNoMoreThanMayBe() {
        var first = entered(work(1, "lane-1"));
        var one = line.next();
        entered(work(2, "lane-2"));
        var two = line.next();
        var later = List.of(
                entered(work(3, "lane-3")),
                entered(work(4, "lane-4")),
                entered(work(5, "lane-5")),
                entered(work(6, "lane-6")));
        assertThat(line.next()).as("as much is under way as may be").isEmpty();

        line.finished(one);
        assertThat(one).containsExactly(first);
        assertThat(line.next()).isEqualTo(later.subList(0, 3));
        line.finished(two);
        assertThat(line.next()).isEqualTo(later.subList(3, 4));
    }

    @Test
    void aLaneThatIsUnderWayIsWaitedForWhileOthersPass() {
        var first = entered(work(1, "lane-1"));
        var underWay = line.next();
        var same = entered(work(2, "lane-1"));
        assertThat(line.next()).isEmpty();
        var other = entered(work(3, "lane-2"));
        assertThat(line.next()).containsExactly(other);

        line.finished(underWay);
        assertThat(underWay).containsExactly(first);
        assertThat(line.next()).containsExactly(same);
    }

    @Test
    void oneGroupGoesAtATimeAndWhoCameFirstSaysWhich() {
        entered(work(1, "lane-1"));
        var one = line.next();
        entered(work(2, "lane-2"));
        line.next();
        var third = entered(new Work(3, "clinic-2", "lane-3", 3, Set.of()));
        var fourth = entered(work(4, "lane-4"));
        var fifth = entered(new Work(5, "clinic-2", "lane-5", 5, Set.of()));

        line.finished(one);
        var batch = line.next();
        assertThat(batch).containsExactly(third, fifth);
        line.finished(batch);
        assertThat(line.next()).containsExactly(fourth);
    }

    @Test
    void whoStandsInSomebodysWayIsTurnedAwayAtOnce() {
        entered(new Work(1, "clinic", "lane-1", 7, Set.of("key")));
        line.next();

        assertThat(line.enter(new Work(2, "clinic", "lane-1", 7, Set.of()))).isEqualTo(new TurnedAway(Reason.CLASH));
        assertThat(line.enter(new Work(3, "clinic", "lane-2", 7, Set.of("key"))))
                .as("a name is one's own in all lanes")
                .isEqualTo(new TurnedAway(Reason.CLASH));
        assertThat(line.enter(new Work(4, "clinic", "lane-2", 7, Set.of("other"))))
                .isEqualTo(new Queued());
    }

    @Test
    void whatIsOverStandsInNobodysWay() {
        var first = entered(new Work(1, "clinic", "lane-1", 7, Set.of("key")));
        line.finished(line.next());
        var second = entered(new Work(2, "clinic", "lane-1", 7, Set.of("key")));
        assertThat(line.withdraw(second)).isTrue();
        assertThat(line.withdraw(second)).isFalse();
        assertThat(line.withdraw(first)).isFalse();

        assertThat(line.isEmpty()).isTrue();
        entered(new Work(3, "clinic", "lane-1", 7, Set.of("key")));
    }

    @Test
    void theLineIsNoLongerThanItMayBe() {
        for (int n = 0; n < 2; n++) {
            entered(work(n, "lane-" + n));
            line.next();
        }
        for (int n = 2; n < 2 + BOUNDS.waiting(); n++) {
            entered(work(n, "lane-" + n));
        }

        assertThat(line.enter(work(99, "lane-99"))).isEqualTo(new TurnedAway(Reason.FULL));
        assertThat(line.waiting()).isEqualTo(BOUNDS.waiting());
    }

    @Test
    void boundsOfNothingAreNone() {
        assertThatThrownBy(() -> new Bounds(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Bounds(1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Bounds(1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Whatever comes and goes in whatever order: what a batch promises holds, and everybody sets out or is told not to. */
    @RepeatedTest(200)
    void whateverComesAndGoes(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var underWay = new ArrayList<List<Work>>();
        var waiting = new ArrayList<Work>();
        var setOut = new HashSet<Integer>();
        for (int n = 0; n < 300; n++) {
            switch (random.nextInt(5)) {
                case 0, 1, 2 -> {
                    var work = someWork(n, random);
                    if (line.enter(work) instanceof Queued) {
                        assertThat(clashes(work, waiting, underWay))
                                .as("%s", work)
                                .isFalse();
                        waiting.add(work);
                    } else {
                        assertThat(waiting.size() == BOUNDS.waiting() || clashes(work, waiting, underWay))
                                .as("%s", work)
                                .isTrue();
                    }
                }
                case 3 -> {
                    if (!underWay.isEmpty()) {
                        line.finished(underWay.remove(random.nextInt(underWay.size())));
                    }
                }
                default -> {
                    if (!waiting.isEmpty()) {
                        var gone = waiting.remove(random.nextInt(waiting.size()));
                        assertThat(line.withdraw(gone)).isTrue();
                    }
                }
            }
            for (var batch = line.next(); !batch.isEmpty(); batch = line.next()) {
                checked(batch, waiting, underWay);
                waiting.removeAll(batch);
                underWay.add(batch);
                batch.forEach(work -> assertThat(setOut.add(work.number())).isTrue());
            }
            assertNobodyWaitsForNothing(waiting, underWay);
            assertThat(line.waiting()).isEqualTo(waiting.size()).isLessThanOrEqualTo(BOUNDS.waiting());
            assertThat(line.underWay()).isEqualTo(underWay.size());
        }
        while (!underWay.isEmpty()) {
            line.finished(underWay.removeFirst());
            for (var batch = line.next(); !batch.isEmpty(); batch = line.next()) {
                waiting.removeAll(batch);
                underWay.add(batch);
            }
        }
        assertThat(waiting).isEmpty();
        assertThat(line.isEmpty()).isTrue();
    }

    private static void checked(List<Work> batch, List<Work> waiting, List<List<Work>> underWay) {
        assertThat(underWay).hasSizeLessThan(BOUNDS.underWay());
        assertThat(batch).hasSizeLessThanOrEqualTo(BOUNDS.together());
        assertThat(batch.stream().map(Work::group).distinct()).hasSize(1);
        assertThat(batch).noneMatch(work -> lanes(underWay).contains(work.lane()));
        var wereWaiting = waiting.stream().filter(batch::contains).toList();
        assertThat(batch).as("in order of arrival").isEqualTo(wereWaiting);
        var passed = waiting.subList(0, waiting.indexOf(batch.getLast())).stream()
                .filter(work -> !batch.contains(work))
                .filter(work -> work.group().equals(batch.getFirst().group()));
        assertThat(passed)
                .as("only whose lane is under way is passed")
                .allMatch(work -> lanes(underWay).contains(work.lane()));
    }

    private static void assertNobodyWaitsForNothing(List<Work> waiting, List<List<Work>> underWay) {
        if (underWay.size() < BOUNDS.underWay()) {
            assertThat(waiting).allMatch(work -> lanes(underWay).contains(work.lane()));
        }
    }

    private static Set<String> lanes(List<List<Work>> underWay) {
        return underWay.stream().flatMap(List::stream).map(Work::lane).collect(Collectors.toSet());
    }

    private static boolean clashes(Work work, List<Work> waiting, List<List<Work>> underWay) {
        var present = new ArrayList<>(waiting);
        underWay.forEach(present::addAll);
        return present.stream()
                .anyMatch(other -> other.lane().equals(work.lane()) && other.minute() == work.minute()
                        || other.names().stream().anyMatch(work.names()::contains));
    }

    private static Work someWork(int number, Random random) {
        return new Work(
                number,
                "clinic-" + random.nextInt(2),
                "lane-" + random.nextInt(6),
                random.nextInt(4),
                random.nextInt(3) == 0 ? Set.of("key-" + random.nextInt(8)) : Set.of());
    }

    private static Work work(int number, String lane) {
        return new Work(number, "clinic", lane, number, Set.of());
    }

    private Work entered(Work work) {
        assertThat(line.enter(work)).isEqualTo(new Queued());
        return work;
    }
}
