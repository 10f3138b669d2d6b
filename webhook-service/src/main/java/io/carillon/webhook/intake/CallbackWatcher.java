package io.carillon.webhook.intake;

import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.CloudEvent;

/**
 * Hears of each callback once it is durable and before it is answered, on the thread that made it durable: what it does
 * must not wait for anything and must not throw. A repeat may be told again, with the same id.
 */
@FunctionalInterface
public interface CallbackWatcher {
    void accepted(CloudEvent<CallbackAccepted> event);
}
