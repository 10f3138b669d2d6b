package io.carillon.webhook.intake;

import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.CloudEvent;

/**
 * Hears of each callback once it is durable and before it is answered, on the event loop that answers it: what it does
 * must not wait for anything and must not throw. Repeats are not told.
 */
@FunctionalInterface
public interface CallbackWatcher {
    void accepted(CloudEvent<CallbackAccepted> event);
}
