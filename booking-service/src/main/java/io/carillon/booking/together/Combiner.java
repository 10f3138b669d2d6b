package io.carillon.booking.together;

import io.carillon.booking.together.Line.Entered.Queued;
import io.carillon.booking.together.Line.Entered.TurnedAway;
import io.carillon.booking.together.Outcome.Alone;
import io.carillon.booking.together.Outcome.Done;
import io.carillon.booking.together.Outcome.Failed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Does together what arrives while earlier work is under way. It has no thread of its own: the first of a batch makes the
 * exchange for all of it, the others wait for what comes of it. All threads that come here are virtual ones, or may wait.
 *
 * @param <M> the work
 * @param <R> what comes of it
 */
public final class Combiner<M extends Member<M>, R> {

    private final Exchange<M, R> exchange;
    private final ReentrantLock lock = new ReentrantLock();
    private final Line<Seat<M, R>> line;

    /**
     * The work of all of a batch, one or more; must not wait for ever, since everybody behind it waits as well.
     *
     * @param <M> the work
     * @param <R> what comes of it, one for each and in their order
     */
    @FunctionalInterface
    public interface Exchange<M, R> {
        List<R> of(List<M> members);
    }

    public Combiner(Bounds bounds, Exchange<M, R> exchange) {
        this.exchange = exchange;
        this.line = new Line<>(bounds);
    }

    /** What somebody who waits is told: that the batch is theirs to lead, or how theirs went. */
    private sealed interface Word<M extends Member<M>, R> {
        record Lead<M extends Member<M>, R>(List<Seat<M, R>> batch) implements Word<M, R> {}

        record Known<M extends Member<M>, R>(Outcome<R> outcome) implements Word<M, R> {}
    }

    private record Seat<M extends Member<M>, R>(M member, CompletableFuture<Word<M, R>> word)
            implements Member<Seat<M, R>> {

        @Override
        public Object group() {
            return member.group();
        }

        @Override
        public Object lane() {
            return member.lane();
        }

        @Override
        public boolean clashes(Seat<M, R> other) {
            return member.clashes(other.member);
        }

        @Override
        public Collection<?> names() {
            return member.names();
        }

        /** Each is somebody of their own, also where two ask for the same. */
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /**
     * @param patience for the exchange before this one's to end; empty for one who waits as long as that takes. Once this
     *     one's own is under way it is waited for, because nobody knows before what came of it
     */
    public Outcome<R> join(M member, Optional<Duration> patience) {
        var seat = new Seat<M, R>(member, new CompletableFuture<>());
        List<Seat<M, R>> batch;
        lock.lock();
        try {
            switch (line.enter(seat)) {
                case TurnedAway(Reason reason) -> {
                    return new Alone<>(reason);
                }
                case Queued() -> batch = line.next();
            }
        } finally {
            lock.unlock();
        }
        if (!batch.isEmpty()) {
            // Whoever waited before could not go, so this is the newcomer's alone.
            return led(batch, seat);
        }
        return switch (awaited(seat, patience)) {
            case Word.Lead<M, R>(List<Seat<M, R>> mine) -> led(mine, seat);
            case Word.Known<M, R>(Outcome<R> outcome) -> outcome;
        };
    }

    /** Members in line. */
    public int waiting() {
        lock.lock();
        try {
            return line.waiting();
        } finally {
            lock.unlock();
        }
    }

    private Word<M, R> awaited(Seat<M, R> seat, Optional<Duration> patience) {
        if (patience.isEmpty()) {
            return seat.word().join();
        }
        try {
            return seat.word().get(patience.get().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return withdrawn(seat);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return withdrawn(seat);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a word is a value", e);
        }
    }

    private Word<M, R> withdrawn(Seat<M, R> seat) {
        lock.lock();
        try {
            if (line.withdraw(seat)) {
                return new Word.Known<>(new Alone<>(Reason.LATE));
            }
        } finally {
            lock.unlock();
        }
        return seat.word().join();
    }

    /** Makes the exchange, lets the next set out, then tells the others of this one. */
    private Outcome<R> led(List<Seat<M, R>> batch, Seat<M, R> leader) {
        List<Outcome<R>> outcomes = failed(batch, new IllegalStateException("the exchange did not end"));
        try {
            outcomes = exchanged(batch);
        } finally {
            handOver(batch);
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).word().complete(new Word.Known<>(outcomes.get(i)));
            }
        }
        return outcomes.get(batch.indexOf(leader));
    }

    private List<Outcome<R>> exchanged(List<Seat<M, R>> batch) {
        try {
            var results = exchange.of(batch.stream().map(Seat::member).toList());
            if (results.size() != batch.size()) {
                throw new IllegalStateException("%d results for %d members".formatted(results.size(), batch.size()));
            }
            return results.stream().<Outcome<R>>map(Done::new).toList();
        } catch (RuntimeException e) {
            return failed(batch, e);
        }
    }

    private List<Outcome<R>> failed(List<Seat<M, R>> batch, RuntimeException failure) {
        return batch.stream()
                .<Outcome<R>>map(seat -> new Failed<>(failure, batch.size()))
                .toList();
    }

    private void handOver(List<Seat<M, R>> done) {
        var next = new ArrayList<List<Seat<M, R>>>(1);
        lock.lock();
        try {
            line.finished(done);
            for (var batch = line.next(); !batch.isEmpty(); batch = line.next()) {
                next.add(batch);
            }
        } finally {
            lock.unlock();
        }
        next.forEach(batch -> batch.getFirst().word().complete(new Word.Lead<>(batch)));
    }
}
