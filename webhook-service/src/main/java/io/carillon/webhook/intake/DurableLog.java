package io.carillon.webhook.intake;

import io.carillon.events.EventCodec.Encoded;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Makes an event durable: on Kafka within a budget, else in the spool; behind the spool while anything is in it, so that
 * the order of a call's events holds (design, section 4).
 */
final class DurableLog {

    /**
     * For how long after an acknowledgement Kafka's whereabouts count as known. The producer forgets an unused topic
     * after five minutes, and then {@code send} blocks, which the thread that answers callers must not.
     */
    private static final long FRESH_NANOS = Duration.ofMinutes(1).toNanos();

    private final Publication kafka;
    private final Spool spool;
    private final SpoolDrain drain;
    private final Duration budget;
    private final Executor mayBlock;

    private volatile long lastAcknowledged = System.nanoTime() - FRESH_NANOS - 1;
    private volatile boolean kafkaAnswers = true;

    /** @param budget how long Kafka has before the event goes to the spool, above zero */
    DurableLog(Publication kafka, Spool spool, SpoolDrain drain, Duration budget, Executor mayBlock) {
        this.kafka = kafka;
        this.spool = spool;
        this.drain = drain;
        this.budget = budget;
        this.mayBlock = mayBlock;
    }

    CompletionStage<Recorded> record(Encoded event) {
        if (!spool.isEmpty()) {
            return store(event);
        }
        return publish(event)
                .orTimeout(budget.toNanos(), TimeUnit.NANOSECONDS)
                .handle((done, failure) -> failure == null)
                .thenCompose(acknowledged -> {
                    kafkaAnswers = acknowledged;
                    if (!acknowledged) {
                        return store(event);
                    }
                    lastAcknowledged = System.nanoTime();
                    return CompletableFuture.completedFuture(Recorded.PUBLISHED);
                });
    }

    private CompletableFuture<Void> publish(Encoded event) {
        if (System.nanoTime() - lastAcknowledged < FRESH_NANOS) {
            return kafka.publish(event).toCompletableFuture();
        }
        return CompletableFuture.supplyAsync(() -> kafka.publish(event), mayBlock)
                .thenCompose(acknowledged -> acknowledged);
    }

    private CompletionStage<Recorded> store(Encoded event) {
        return spool.append(SpooledEvent.write(event)).thenApply(appended -> switch (appended) {
            case STORED -> {
                drain.wake();
                yield Recorded.SPOOLED;
            }
            case FULL, FAILED -> Recorded.NOT_ACCEPTED;
        });
    }

    /** Whether the last event went straight to Kafka, as far as is known without asking. */
    boolean kafkaUp() {
        return kafkaAnswers && spool.isEmpty();
    }

    /** Whether the next callback could be made durable, as far as is known without trying. */
    boolean accepts() {
        return kafkaUp() || spool.takes();
    }
}
