package io.carillon.webhook.delivery;

import io.carillon.kit.access.Caller;
import io.carillon.kit.database.Times;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.outbox.ChangeTrail;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts jobs that are over back, on an operator's word (R-WEB-14): they get all their tries anew. Who is put back is waiting
 * then and no longer over, so that a second word finds nothing to put back. Each is audited in the transaction that does it.
 */
@ApplicationScoped
class Redelivery {

    private static final String RESOURCE = "webhook_job";

    private static final String BACK = """
            update webhook_delivery_log set status = 'waiting', attempts = 0, due_at = ?, died_at = null, updated_at = ?
            where job_id = ? and status = 'failed' and payload is not null
            returning org_id
            """;

    private static final String STATUS = "select status from webhook_delivery_log where job_id = ?";

    private static final String ALL_BACK = """
            update webhook_delivery_log l set status = 'waiting', attempts = 0, due_at = ?, died_at = null, updated_at = ?
            from (select job_id from webhook_delivery_log
                  where status = any(?) and payload is not null and (?::text is null or provider = ?)
                    and (?::text is null or cause = ?) and accepted_at >= ? and accepted_at < ?
                  order by job_id limit ? for update skip locked) chosen
            where l.job_id = chosen.job_id
            returning l.job_id
            """;

    private final Transactions transactions;
    private final ChangeTrail changes;
    private final Caller caller;
    private final Clock clock;

    Redelivery(Transactions transactions, ChangeTrail changes, Caller caller, Clock clock) {
        this.transactions = transactions;
        this.changes = changes;
        this.caller = caller;
        this.clock = clock;
    }

    /** What came of a word for one job. */
    sealed interface Answer {
        record Back() implements Answer {}

        record Unknown() implements Answer {}

        record NotFailed(Status status) implements Answer {}
    }

    Answer retry(long jobId) {
        var answer = transactions.visibleTo(caller.clinic(), connection -> retry(connection, jobId));
        changes.committed();
        return answer;
    }

    private Answer retry(Connection connection, long jobId) throws SQLException {
        var now = Times.utc(clock.instant());
        try (var update = connection.prepareStatement(BACK)) {
            update.setObject(1, now);
            update.setObject(2, now);
            update.setLong(3, jobId);
            try (var row = update.executeQuery()) {
                if (row.next()) {
                    var clinic = row.getObject(1, UUID.class);
                    changes.changed(
                            connection,
                            clinic,
                            RESOURCE,
                            Long.toString(jobId),
                            "RETRY",
                            Status.FAILED.word(),
                            Status.WAITING.word());
                    return new Answer.Back();
                }
            }
        }
        try (var select = connection.prepareStatement(STATUS)) {
            select.setLong(1, jobId);
            try (var row = select.executeQuery()) {
                return row.next() ? new Answer.NotFailed(Status.ofWord(row.getString(1))) : new Answer.Unknown();
            }
        }
    }

    /**
     * Which ones.
     *
     * @param statuses of {@code failed} and {@code dead}
     * @param from of when the callback was accepted, inclusive
     * @param to exclusive
     * @param limit of jobs put back at once; the oldest first
     */
    record Choice(
            Set<Status> statuses,
            @Nullable String provider,
            @Nullable Cause cause,
            Instant from,
            Instant to,
            int limit) {

        /** For the audit. */
        String inWords() {
            return "statuses=%s provider=%s cause=%s from=%s to=%s limit=%d"
                    .formatted(
                            statuses.stream().map(Status::word).sorted().toList(),
                            provider == null ? "any" : provider,
                            cause == null ? "any" : cause.word(),
                            from,
                            to,
                            limit);
        }
    }

    /** @param action as it stands in the audit, for example {@code RETRY_FAILED} */
    List<Long> putBack(Choice choice, String action) {
        var back = transactions.visibleTo(caller.clinic(), connection -> {
            var jobs = putBack(connection, choice);
            changes.changed(
                    connection,
                    caller.clinic().orElse(null),
                    RESOURCE,
                    "many",
                    action,
                    choice.inWords(),
                    jobs.size() + " put back");
            return jobs;
        });
        changes.committed();
        return back;
    }

    private List<Long> putBack(Connection connection, Choice choice) throws SQLException {
        var now = Times.utc(clock.instant());
        var cause = choice.cause() == null ? null : choice.cause().word();
        try (var update = connection.prepareStatement(ALL_BACK)) {
            update.setObject(1, now);
            update.setObject(2, now);
            update.setArray(
                    3,
                    connection.createArrayOf(
                            "text", choice.statuses().stream().map(Status::word).toArray()));
            update.setString(4, choice.provider());
            update.setString(5, choice.provider());
            update.setString(6, cause);
            update.setString(7, cause);
            update.setObject(8, Times.utc(choice.from()));
            update.setObject(9, Times.utc(choice.to()));
            update.setInt(10, choice.limit());
            var jobs = new ArrayList<Long>();
            try (var rows = update.executeQuery()) {
                while (rows.next()) {
                    jobs.add(rows.getLong(1));
                }
            }
            return jobs.stream().sorted().toList();
        }
    }
}
