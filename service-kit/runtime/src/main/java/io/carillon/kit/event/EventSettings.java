package io.carillon.kit.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How this service talks to Kafka. */
@ConfigMapping(prefix = "carillon.events")
public interface EventSettings {

    /** How long a record waits for others to travel with: under load a request to the broker costs more than what is in it. */
    @WithDefault("4ms")
    Duration linger();

    /** How long {@code send} may block for the broker's addresses while it has none. */
    @WithDefault("500ms")
    Duration maxBlock();

    /** How long the producer keeps trying to deliver a record before it gives it up. */
    @WithDefault("2m")
    Duration deliveryTimeout();

    /** How long the broker has to answer one request. */
    @WithDefault("5s")
    Duration requestTimeout();
}
