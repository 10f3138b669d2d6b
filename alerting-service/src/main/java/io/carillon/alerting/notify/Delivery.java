package io.carillon.alerting.notify;

import java.time.Duration;
import java.util.Optional;

/** What became of one attempt; {@code reason} is a fixed word or status, never a payload. */
public sealed interface Delivery {

    /** The channel said yes. */
    record Accepted() implements Delivery {}

    /**
     * Worth another try.
     *
     * @param after what the channel asked us to wait ({@code Retry-After})
     */
    record Later(String reason, Optional<Duration> after) implements Delivery {
        public static Later because(String reason) {
            return new Later(reason, Optional.empty());
        }
    }

    /** The channel will never take this one: sending it again would be refused again. */
    record Refused(String reason) implements Delivery {}
}
