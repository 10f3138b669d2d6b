package io.carillon.webhook.delivery;

import io.carillon.events.CloudEvent;
import io.carillon.events.DeadLetterEvent.CallEventDied;
import io.carillon.events.EventCodec;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts a job that is over onto {@code carillon.calls.dead}, in the transaction that ends it. */
@ApplicationScoped
class DeadLetters {

    /** Bytes; Kafka takes one megabyte, headers included. */
    private static final int MAX_LETTER = 900_000;

    private final EventCodec codec = new EventCodec();
    private final Outbox outbox;
    private final EventFactory events;

    DeadLetters(Outbox outbox, EventFactory events) {
        this.outbox = outbox;
        this.events = events;
    }

    /** @param outcome one that is {@link Outcome#over()} */
    void send(Connection connection, Job job, Outcome outcome) throws SQLException {
        var letter = letter(job, outcome, JobData.text(codec, job));
        // What the callback said is text within text twice over, and grows with each.
        var fits = codec.encode(letter).value().length <= MAX_LETTER;
        outbox.append(connection, fits ? letter : letter(job, outcome, null));
    }

    private CloudEvent<CallEventDied> letter(Job job, Outcome outcome, @Nullable String data) {
        var died = Objects.requireNonNull(outcome.died());
        // A job that was put back and died again is another letter.
        return events.event(
                job.ceId() + "-" + died.toEpochMilli(),
                job.orgId(),
                new CallEventDied(
                        job.callId(),
                        job.provider(),
                        job.kind(),
                        String.valueOf(outcome.causeWord()),
                        String.valueOf(outcome.error()),
                        outcome.attempts(),
                        job.at(),
                        died,
                        job.ceId(),
                        JobData.type(job),
                        data));
    }

    /** After the commit. */
    void sent() {
        outbox.ring();
    }
}
