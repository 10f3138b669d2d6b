package io.carillon.booking.appointment;

import io.carillon.booking.together.Bounds;
import io.carillon.booking.together.Combiner;
import io.carillon.booking.together.Outcome.Alone;
import io.carillon.booking.together.Outcome.Done;
import io.carillon.booking.together.Outcome.Failed;
import io.carillon.kit.database.DatabaseUnavailableException;
import io.carillon.kit.database.OutOfTimeException;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.metrics.Metrics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Has bookings written: those that arrive while an earlier exchange with PostgreSQL is under way, in one exchange
 * together. Whoever falls out of it goes alone, by the statement that says what is in the way (ADR 24).
 */
@ApplicationScoped
class BookingsTogether {

    private static final Map<String, String> ONE = Map.of("members", "one");
    private static final Map<String, String> SEVERAL = Map.of("members", "several");

    private final Transactions transactions;
    private final Metrics metrics;
    private final Clock clock;
    private final Duration patience;
    private final Combiner<BookingStatement, Fate> combiner;

    BookingsTogether(TogetherSettings settings, Transactions transactions, Metrics metrics, Clock clock) {
        this.transactions = transactions;
        this.metrics = metrics;
        this.clock = clock;
        this.patience = settings.patience();
        this.combiner =
                new Combiner<>(new Bounds(settings.underWay(), settings.most(), settings.waiting()), this::exchange);
    }

    /** What an exchange did for one of its members. */
    private enum Fate {
        WRITTEN,
        /** Alone in its exchange, and doctor, hours or patient are not as they were thought to be. */
        NOT_AS_THOUGHT,
        /** Nothing was written of it, for a reason that this exchange does not tell. */
        FELL_OUT
    }

    /**
     * @return whether it was written; false where doctor, hours or patient are not as they were thought to be
     * @throws io.carillon.kit.database.ConstraintViolatedException by what is in the way
     * @throws DatabaseUnavailableException when PostgreSQL could not be asked. One that was lost in the middle of a commit
     *     may have written all of a batch: nobody of it goes alone then, who might be refused for what is their own
     */
    boolean write(BookingStatement booking) {
        return switch (combiner.join(booking, patience(booking))) {
            case Done<Fate>(Fate fate) ->
                switch (fate) {
                    case WRITTEN -> true;
                    case NOT_AS_THOUGHT -> false;
                    case FELL_OUT -> alone(booking, "fell-out");
                };
            case Alone<Fate>(var reason) -> alone(booking, reason.name().toLowerCase(Locale.ROOT));
            case Failed<Fate>(DatabaseUnavailableException lost, int _) -> throw lost;
            case Failed<Fate>(OutOfTimeException _, int _) -> alone(booking, "out-of-time");
            case Failed<Fate>(RuntimeException failure, int members) -> {
                if (members == 1) {
                    throw failure;
                }
                yield alone(booking, "failed");
            }
        };
    }

    /** Who has a deadline keeps enough of the time before it to go alone. */
    private Optional<Duration> patience(BookingStatement booking) {
        return booking.deadline().map(deadline -> {
            var left = Duration.between(clock.instant(), deadline).minus(patience);
            return left.isNegative() ? Duration.ZERO : left;
        });
    }

    private boolean alone(BookingStatement booking, String reason) {
        metrics.count("booking.alone", Map.of("reason", reason));
        return transactions.atOnce(connection -> {
            var now = clock.instant();
            return booking.execute(connection, now, Transactions.lockTimeout(booking.deadline(), now));
        });
    }

    private List<Fate> exchange(List<BookingStatement> members) {
        if (members.size() == 1) {
            return List.of(lone(members.getFirst()));
        }
        metrics.count("booking.exchanges", SEVERAL);
        return transactions.atOnce(connection -> {
            var now = clock.instant();
            var fates = new ArrayList<>(Collections.nCopies(members.size(), Fate.FELL_OUT));
            var places = IntStream.range(0, members.size())
                    .filter(place -> inTime(members.get(place), now))
                    .toArray();
            if (places.length > 0) {
                var together = new TogetherStatement(
                        Arrays.stream(places).mapToObj(members::get).toList());
                together
                        .execute(connection, now, Transactions.lockTimeout(Optional.of(now.plus(patience)), now))
                        .stream()
                        .forEach(written -> fates.set(places[written], Fate.WRITTEN));
            }
            return fates;
        });
    }

    /** With a reason told at once, but without keeping others waiting while somebody else books with the doctor. */
    private Fate lone(BookingStatement booking) {
        metrics.count("booking.exchanges", ONE);
        return transactions.atOnce(connection -> {
            var now = clock.instant();
            var until = booking.deadline().filter(now.plus(patience)::isAfter).orElse(now.plus(patience));
            return booking.execute(connection, now, Transactions.lockTimeout(Optional.of(until), now))
                    ? Fate.WRITTEN
                    : Fate.NOT_AS_THOUGHT;
        });
    }

    private boolean inTime(BookingStatement booking, Instant now) {
        return booking.deadline().map(now.plus(patience)::isBefore).orElse(true);
    }
}
