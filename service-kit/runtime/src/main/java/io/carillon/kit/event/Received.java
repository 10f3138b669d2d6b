package io.carillon.kit.event;

import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import java.time.Instant;

/** A record of a topic, as a batch is handed over: types of a newer release are passed over before. */
public sealed interface Received {

    /** @param brokerTime when the broker wrote the event */
    record Known(CloudEvent<? extends Event> event, Instant brokerTime) implements Received {}

    /**
     * What is no event of ours.
     *
     * @param at topic, partition and offset, for example {@code carillon.calls-3@120}
     * @param reason names the header or field without its content
     */
    record Unreadable(String at, Instant brokerTime, String reason) implements Received {}
}
