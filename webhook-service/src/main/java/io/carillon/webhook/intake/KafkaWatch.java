package io.carillon.webhook.intake;

import io.carillon.events.EventCodec.Encoded;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Remembers, of every publication, how Kafka last behaved; nobody has to ask it for that. */
final class KafkaWatch implements Publication {

    /**
     * For how long after an acknowledgement Kafka's whereabouts count as known. The producer forgets an unused topic
     * after five minutes, and then {@code send} blocks, which the thread that answers callers must not.
     */
    private static final long FRESH_NANOS = Duration.ofMinutes(1).toNanos();

    private final Publication kafka;
    private volatile long lastAcknowledged = System.nanoTime() - FRESH_NANOS - 1;
    private volatile boolean answers = true;

    KafkaWatch(Publication kafka) {
        this.kafka = kafka;
    }

    @Override
    public CompletionStage<Void> publish(Encoded event) {
        return attempt(event).whenComplete((done, failure) -> {
            if (failure == null) {
                lastAcknowledged = System.nanoTime();
                answers = true;
            } else {
                answers = false;
            }
        });
    }

    /** A producer that throws is as absent as one that is silent: the spool is there for both. */
    private CompletionStage<Void> attempt(Encoded event) {
        try {
            return kafka.publish(event);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** It did not answer inside its budget. */
    void late() {
        answers = false;
    }

    /** Whether the last publication went well; true before the first. */
    boolean answers() {
        return answers;
    }

    /** Whether a publication started now will surely not block. */
    boolean fresh() {
        return answers && System.nanoTime() - lastAcknowledged < FRESH_NANOS;
    }
}
