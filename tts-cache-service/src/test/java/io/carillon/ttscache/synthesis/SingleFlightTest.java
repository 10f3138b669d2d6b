package io.carillon.ttscache.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SingleFlightTest {
    private final SingleFlight<String, Integer> flights = new SingleFlight<>();
    private final AtomicInteger works = new AtomicInteger();

    @Test
    void oneWorksAndAllGetIt() {
        CountDownLatch mayEnd = new CountDownLatch(1);
        Collection<Integer> answers = new ConcurrentLinkedQueue<>();
        Runnable asking = () -> answers.add(flights.join("a", () -> {
            waitFor(mayEnd);
            return works.incrementAndGet();
        }));
        var threads = Stream.generate(() -> Thread.ofVirtual().start(asking))
                .limit(100)
                .toList();
        await().until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));

        assertThat(flights.join("b", () -> 42)).as("others are not held up").isEqualTo(42);
        mayEnd.countDown();

        await().until(() -> answers.size() == 100);
        assertThat(answers).containsOnly(1);
        assertThat(works).hasValue(1);
    }

    @Test
    void theNextFlightWorksAnew() {
        assertThat(IntStream.range(0, 3).map(_ -> flights.join("a", works::incrementAndGet)))
                .containsExactly(1, 2, 3);
    }

    @Test
    void aFailureIsNotRemembered() {
        assertThatThrownBy(() -> flights.join("a", () -> {
                    throw new IllegalStateException("out");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(flights.join("a", works::incrementAndGet)).isEqualTo(1);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
