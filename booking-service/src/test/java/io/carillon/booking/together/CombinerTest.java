package io.carillon.booking.together;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.booking.together.Outcome.Alone;
import io.carillon.booking.together.Outcome.Done;
import io.carillon.booking.together.Outcome.Failed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CombinerTest {

    private final Semaphore gate = new Semaphore(0);
    private final ConcurrentLinkedQueue<List<Integer>> exchanges = new ConcurrentLinkedQueue<>();

    private final Combiner<Work, String> combiner = new Combiner<>(new Bounds(1, 8, 16), this::exchanged);

    private record Work(int number) implements Member<Work> {

        @Override
        public Object group() {
            return "clinic";
        }

        @Override
        public Object lane() {
            return number;
        }

        @Override
        public boolean clashes(Work other) {
            return true;
        }

        @Override
        public Set<String> names() {
            return Set.of();
        }
    }

    private List<String> exchanged(List<Work> members) {
        exchanges.add(members.stream().map(Work::number).toList());
        gate.acquireUninterruptibly();
        if (members.contains(new Work(13))) {
            throw new IllegalStateException("thirteen");
        }
        return members.stream().map(work -> "did " + work.number()).toList();
    }

    @Test
    void whoComesMeanwhileIsDoneTogetherAndEachHearsOfTheirOwn() {
        var first = joined(0);
        await().until(() -> exchanges.size() == 1);
        var later = IntStream.rangeClosed(1, 5).mapToObj(this::joined).toList();
        await().until(() -> combiner.waiting() == 5);
        gate.release(2);

        assertThat(first.join()).isEqualTo(new Done<>("did 0"));
        for (int n = 1; n <= 5; n++) {
            assertThat(later.get(n - 1).join()).isEqualTo(new Done<>("did " + n));
        }
        assertThat(exchanges).hasSize(2).first().isEqualTo(List.of(0));
        assertThat(exchanges).last().satisfies(batch -> assertThat(batch).containsExactlyInAnyOrder(1, 2, 3, 4, 5));
    }

    @Test
    void anExchangeThatFailsFailsForAllOfItAndForNobodyElse() {
        var first = joined(0);
        await().until(() -> exchanges.size() == 1);
        var poisoned = List.of(joined(12), joined(13), joined(14));
        await().until(() -> combiner.waiting() == 3);
        gate.release(2);

        assertThat(first.join()).isInstanceOf(Done.class);
        assertThat(poisoned)
                .extracting(CompletableFuture::join)
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Failed.class,
                                failed -> assertThat(failed.members()).isEqualTo(3)));
        gate.release();
        assertThat(joined(15).join()).isEqualTo(new Done<>("did 15"));
    }

    @Test
    void whoCannotWaitLongerGoesAloneAndIsNotDoneAsWell() {
        var first = joined(0);
        await().until(() -> exchanges.size() == 1);

        assertThat(combiner.join(new Work(1), Optional.of(Duration.ofMillis(20))))
                .isEqualTo(new Alone<>(Reason.LATE));
        assertThat(combiner.join(new Work(0), Optional.empty())).isEqualTo(new Alone<>(Reason.CLASH));
        gate.release();

        assertThat(first.join()).isInstanceOf(Done.class);
        assertThat(exchanges).containsExactly(List.of(0));
    }

    @Test
    void oneWhoseExchangeIsUnderWayIsToldWhatCameOfItHoweverLate() {
        var first = joined(0);
        await().until(() -> exchanges.size() == 1);
        var second = async(() -> combiner.join(new Work(1), Optional.of(Duration.ofMillis(300))));
        await().until(() -> combiner.waiting() == 1);
        gate.release();
        await().until(() -> exchanges.size() == 2);

        await().pollDelay(Duration.ofMillis(400)).until(() -> !second.isDone());
        gate.release();
        assertThat(first.join()).isInstanceOf(Done.class);
        assertThat(second.join()).isEqualTo(new Done<>("did 1"));
    }

    @Test
    void manyAtOnceAreEachDoneOnce() {
        gate.release(1_000_000);
        var start = new CountDownLatch(1);
        var all = IntStream.range(100, 2_100)
                .mapToObj(n -> async(() -> {
                    start.await();
                    return combiner.join(new Work(n), Optional.empty());
                }))
                .toList();
        start.countDown();
        var outcomes = all.stream().map(CompletableFuture::join).toList();

        var done = outcomes.stream().filter(Done.class::isInstance).count();
        var alone = outcomes.stream().filter(new Alone<>(Reason.FULL)::equals).count();
        assertThat(done + alone).isEqualTo(2_000);
        assertThat(exchanges.stream().flatMap(List::stream))
                .doesNotHaveDuplicates()
                .hasSize((int) done);
        assertThat(exchanges).allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(8));
    }

    private CompletableFuture<Outcome<String>> joined(int number) {
        return async(() -> combiner.join(new Work(number), Optional.empty()));
    }

    private static <T> CompletableFuture<T> async(java.util.concurrent.Callable<T> work) {
        var result = new CompletableFuture<T>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(work.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }
}
