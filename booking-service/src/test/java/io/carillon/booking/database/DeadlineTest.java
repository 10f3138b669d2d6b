package io.carillon.booking.database;

import static io.carillon.booking.Fixture.DEMO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.carillon.booking.Fixture;
import io.carillon.booking.StackResource;
import io.carillon.kit.database.OutOfTimeException;
import io.carillon.kit.database.Transactions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A deadline is a moment, not a patience that begins anew wherever one has to wait. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class DeadlineTest {

    @Inject
    Transactions transactions;

    @Inject
    AgroalDataSource pool;

    @Inject
    Clock clock;

    @Test
    void whoQueuedForAConnectionUntilTheDeadlineIsNotServedAnyMore() throws Exception {
        var max = pool.getConfiguration().connectionPoolConfiguration().maxSize();
        var taken = new CountDownLatch(max);
        var release = new CountDownLatch(1);
        var holders = IntStream.range(0, max)
                .mapToObj(holder -> async(() -> transactions.inClinic(DEMO, connection -> {
                    taken.countDown();
                    return awaited(release);
                })))
                .toList();
        var served = new AtomicBoolean();
        CompletableFuture<Boolean> late;
        try {
            taken.await();
            var deadline = clock.instant().plusMillis(300);
            late = async(() -> transactions.inClinic(DEMO, Optional.of(deadline), connection -> {
                served.set(true);
                return true;
            }));
            await().until(() -> clock.instant().isAfter(deadline));
        } finally {
            release.countDown();
            holders.forEach(CompletableFuture::join);
        }

        assertThatThrownBy(late::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(OutOfTimeException.class);
        assertThat(served).isFalse();
    }

    /** The pool has a connection that comes back commit by itself, which commits what was begun. */
    @Test
    void ofAnErrorInTheMiddleNothingIsWritten() {
        var doctor = Fixture.doctor(DEMO);

        assertThatThrownBy(() -> transactions.inClinic(DEMO, connection -> {
                    try (var update = connection.prepareStatement("update doctors set name = 'half' where id = ?")) {
                        update.setString(1, doctor);
                        assertThat(update.executeUpdate()).isOne();
                    }
                    throw new StackOverflowError("in the middle");
                }))
                .isInstanceOf(StackOverflowError.class);

        assertThat(Fixture.rows("select coalesce(name, '') from doctors where id = ?", doctor))
                .noneMatch("half"::equals);
    }

    @Test
    void whatIsLeftUntilTheDeadlineIsWhatALockIsWaitedFor() {
        var now = clock.instant();

        assertThat(Transactions.lockTimeout(Optional.of(now.plusMillis(250)), now))
                .isEqualTo("250ms");
        assertThat(Transactions.lockTimeout(Optional.of(now.plusNanos(1)), now))
                .as("0 would mean for ever")
                .isEqualTo("1ms");
        assertThat(Transactions.lockTimeout(Optional.of(now.plusSeconds(60)), now))
                .isEqualTo(Transactions.lockTimeout(Optional.empty(), now))
                .isEqualTo(Transactions.lockTimeout());
        assertThatThrownBy(() -> Transactions.lockTimeout(Optional.of(now), now))
                .isInstanceOf(OutOfTimeException.class);
    }

    private static <T> CompletableFuture<T> async(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> Thread.ofVirtual().start(task));
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
