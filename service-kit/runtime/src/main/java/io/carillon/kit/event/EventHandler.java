package io.carillon.kit.event;

import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import java.time.Instant;

/** What is done with an event. Called at least once for each; repeats carry the same {@link CloudEvent#id()}. */
@FunctionalInterface
public interface EventHandler {

    /**
     * @param brokerTime when the broker wrote the event
     * @throws Exception if the event could not be handled now: it is handed over again after a pause, and what lies
     *     behind it in its partition waits
     */
    void on(CloudEvent<? extends Event> event, Instant brokerTime) throws Exception;
}
