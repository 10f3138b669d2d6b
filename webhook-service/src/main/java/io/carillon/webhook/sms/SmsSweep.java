package io.carillon.webhook.sms;

import io.carillon.kit.database.DatabaseUnavailableException;
import io.carillon.kit.database.RolledBackException;
import io.carillon.kit.database.Times;
import io.carillon.kit.database.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Deletes what has been kept for long enough, a bounded piece at a time. A STOP is kept until START or until its patient is
 * erased: forgotten, it would be disregarded.
 */
@ApplicationScoped
class SmsSweep {

    private static final Logger LOG = Logger.getLogger(SmsSweep.class);
    private static final int PIECE = 1_000;

    /** Longer than {@code carillon.bookings} keeps an event that could bring an erased patient back. */
    private static final Duration REPLAYS = Duration.ofDays(8);

    private static final String MESSAGES = """
            delete from sms_outbox where id in
                (select id from sms_outbox where start_time < ? and due_at is null order by start_time limit %d)
            """.formatted(PIECE);
    private static final String CONSENTS = """
            delete from message_consents where (org_id, clinic_number, sender) in
                (select org_id, clinic_number, sender from message_consents
                 where not opted_out and updated_at < ? limit %d)
            """.formatted(PIECE);
    private static final String FORGOTTEN = """
            delete from sms_forgotten where (org_id, patient) in
                (select org_id, patient from sms_forgotten where erased_at < ? limit %d)
            """.formatted(PIECE);

    private final Transactions transactions;
    private final SmsSettings settings;
    private final Clock clock;

    SmsSweep(Transactions transactions, SmsSettings settings, Clock clock) {
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
    }

    private record Piece(String sql, Instant before) {}

    @Scheduled(
            cron = "${carillon.sms.sweep:0 41 3 * * ?}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void sweep() {
        var now = clock.instant();
        var kept = now.minus(settings.retention());
        try {
            for (var piece : List.of(
                    new Piece(MESSAGES, kept), new Piece(CONSENTS, kept), new Piece(FORGOTTEN, now.minus(REPLAYS)))) {
                while (deleted(piece) == PIECE) {
                    LOG.debug("more to delete");
                }
            }
        } catch (DatabaseUnavailableException | RolledBackException e) {
            LOG.warnf("old messages are deleted tomorrow: %s", e.getMessage());
        }
    }

    private int deleted(Piece piece) {
        return transactions.acrossClinics(connection -> {
            try (var delete = connection.prepareStatement(piece.sql())) {
                delete.setObject(1, Times.utc(piece.before()));
                return delete.executeUpdate();
            }
        });
    }
}
