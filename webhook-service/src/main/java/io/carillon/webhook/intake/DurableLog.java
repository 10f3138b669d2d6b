package io.carillon.webhook.intake;

import io.carillon.events.EventCodec.Encoded;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Makes an event durable: on Kafka within a budget, else in the spool; behind the spool while anything is in it, so that
 * the order of a call's events holds (design, section 4).
 */
final class DurableLog {

    private static final CompletionStage<Recorded> PUBLISHED = CompletableFuture.completedFuture(Recorded.PUBLISHED);

    private final KafkaWatch kafka;
    private final Spool spool;
    private final SpoolDrain drain;
    private final Patience patience;
    private final Executor mayBlock;

    /** @param budget how long Kafka has before the event goes to the spool, above zero */
    DurableLog(KafkaWatch kafka, Spool spool, SpoolDrain drain, Duration budget, Executor mayBlock) {
        this.kafka = kafka;
        this.spool = spool;
        this.drain = drain;
        this.patience = new Patience(budget);
        this.mayBlock = mayBlock;
    }

    CompletionStage<Recorded> record(Encoded event) {
        if (!spool.isEmpty()) {
            return store(event);
        }
        var acknowledged = publish(event);
        patience.limit(acknowledged);
        return acknowledged
                .handle((done, failure) -> {
                    if (failure == null) {
                        return PUBLISHED;
                    }
                    kafka.late();
                    return store(event);
                })
                .thenCompose(recorded -> recorded);
    }

    private CompletableFuture<Void> publish(Encoded event) {
        if (kafka.fresh()) {
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

    /** Whether the next event goes straight to Kafka, as far as is known without asking. */
    boolean kafkaUp() {
        return kafka.answers() && spool.isEmpty();
    }

    /** Whether the next callback could be made durable, as far as is known without trying. */
    boolean accepts() {
        return kafkaUp() || spool.takes();
    }
}
