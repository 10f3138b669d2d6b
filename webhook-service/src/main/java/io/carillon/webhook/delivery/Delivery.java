package io.carillon.webhook.delivery;

import io.carillon.kit.database.Transactions;
import io.carillon.kit.event.TryLaterException;
import io.carillon.kit.request.RequestContext;
import io.carillon.webhook.delivery.DeliveryLog.Entry;
import io.carillon.webhook.delivery.Tally.Ended;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Brings a batch of new events into effect, in one transaction: remembered, behind what is open of the same call or into
 * effect, counted. A batch that fails is taken apart until the event that spoils it stands alone; that one is tried again
 * later or is a dead letter, and the others are not held up by it.
 */
@ApplicationScoped
class Delivery {

    private static final Logger LOG = Logger.getLogger(Delivery.class);

    private final Transactions transactions;
    private final DeliveryLog log;
    private final Effects effects;
    private final DeadLetters letters;
    private final Tally tally;
    private final RetryPolicy policy;
    private final RequestContext requests;
    private final Clock clock;

    Delivery(
            Transactions transactions,
            DeliveryLog log,
            Effects effects,
            DeadLetters letters,
            Tally tally,
            RetryPolicy policy,
            RequestContext requests,
            Clock clock) {
        this.transactions = transactions;
        this.log = log;
        this.effects = effects;
        this.letters = letters;
        this.tally = tally;
        this.policy = policy;
        this.requests = requests;
        this.clock = clock;
    }

    /**
     * @param jobs in order within each call, at least one
     * @throws TryLaterException when PostgreSQL is away; what was not brought into effect by then is to be handed over again
     */
    void deliver(List<Job> jobs) throws TryLaterException {
        try {
            var done = transactions.acrossClinics(connection -> enter(connection, jobs, now()));
            tally.ended(done.ended());
            tally.repeated(done.repeats());
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            // Errors of an effect's own, that is: they spoil one event as an exception does. Others are the process's.
            switch (Failure.of(e)) {
                case Failure.Away away -> throw new TryLaterException(away.reason());
                case Failure.Of failure -> takeApart(jobs, failure);
            }
        }
    }

    /** What a batch came to. */
    private record Done(List<Ended> ended, int repeats) {}

    private Done enter(Connection connection, List<Job> jobs, Instant now) throws SQLException {
        var calls = jobs.stream().map(Job::callId).collect(Collectors.toSet());
        var open = log.openCalls(connection, calls);
        var entries = jobs.stream()
                .map(job -> new Entry(job, open.contains(job.callId()) ? Outcome.waiting(now) : Outcome.completed(0)))
                .toList();
        var fresh = log.enter(connection, entries);
        var repeats = jobs.size() - fresh.size();
        // Removed as they are found: an event that a batch has twice is new once.
        var head = jobs.stream()
                .filter(job -> fresh.remove(job.ceId()) && !open.contains(job.callId()))
                .toList();
        if (!head.isEmpty()) {
            effects.apply(connection, head);
        }
        var ended = head.stream()
                .map(job -> new Ended(job.provider(), Status.COMPLETED))
                .toList();
        tally.add(connection, ended, now);
        return new Done(ended, repeats);
    }

    private void takeApart(List<Job> jobs, Failure.Of failure) throws TryLaterException {
        if (jobs.size() == 1) {
            fail(jobs.getFirst(), failure);
            return;
        }
        int guilty = jobs.stream().map(Job::ceId).toList().indexOf(failure.ceId());
        if (guilty < 0) {
            for (var part : halves(jobs)) {
                deliver(part);
            }
            return;
        }
        if (guilty > 0) {
            deliver(jobs.subList(0, guilty));
        }
        fail(jobs.get(guilty), failure);
        if (guilty < jobs.size() - 1) {
            deliver(jobs.subList(guilty + 1, jobs.size()));
        }
    }

    /** By calls, so that order holds within each; a single call's events one after the other. */
    static List<List<Job>> halves(List<Job> jobs) {
        var ofCalls = new LinkedHashMap<String, List<Job>>();
        jobs.forEach(job ->
                ofCalls.computeIfAbsent(job.callId(), call -> new ArrayList<>()).add(job));
        if (ofCalls.size() == 1) {
            return jobs.stream().map(List::of).toList();
        }
        var first = new ArrayList<Job>();
        var second = new ArrayList<Job>();
        int calls = 0;
        for (var ofCall : ofCalls.values()) {
            (calls++ < ofCalls.size() / 2 ? first : second).addAll(ofCall);
        }
        return List.of(first, second);
    }

    private void fail(Job job, Failure.Of failure) throws TryLaterException {
        var now = now();
        var outcome = Outcome.failed(1, failure.cause(), failure.reason(), policy, now);
        try {
            var entered = transactions.acrossClinics(connection -> {
                if (log.enter(connection, List.of(new Entry(job, outcome))).isEmpty()) {
                    return false;
                }
                if (outcome.over()) {
                    letters.send(connection, job, outcome);
                    tally.add(connection, List.of(new Ended(job.provider(), outcome.status())), now);
                }
                return true;
            });
            if (entered) {
                told(job, outcome);
            }
        } catch (RuntimeException e) {
            // The row itself cannot be written: whatever PostgreSQL has against it, nothing may be lost or overtaken.
            throw new TryLaterException(reason(e));
        }
    }

    private static String reason(RuntimeException e) {
        return switch (Failure.of(e)) {
            case Failure.Away away -> away.reason();
            case Failure.Of failure -> {
                LOG.errorf("webhook delivery: a failed callback cannot be noted: %s", failure.reason());
                yield failure.reason();
            }
        };
    }

    /** After the commit: a try of {@code job} failed. */
    void told(Job job, Outcome outcome) {
        requests.note(
                job.requestId(),
                () -> LOG.warnf(
                        "webhook delivery failed: provider=%s event=%s attempt=%d cause=%s next=%s reason=%s",
                        job.provider(),
                        job.kind(),
                        outcome.attempts(),
                        outcome.causeWord(),
                        outcome.status().word(),
                        outcome.error()));
        tally.failed(job.provider(), outcome);
        if (outcome.over()) {
            letters.sent();
            tally.ended(List.of(new Ended(job.provider(), outcome.status())));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
