package io.carillon.webhook.intake;

import io.carillon.events.EventCodec.Encoded;
import java.util.concurrent.CompletionStage;

/** The way onto Kafka. */
@FunctionalInterface
interface Publication {

    /** Completes when Kafka has acknowledged the event; may block for a moment while Kafka's whereabouts are unknown. */
    CompletionStage<Void> publish(Encoded event);
}
