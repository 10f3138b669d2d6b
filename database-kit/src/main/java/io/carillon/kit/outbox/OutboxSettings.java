package io.carillon.kit.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the relay, {@code carillon.outbox.*}. */
@ConfigMapping(prefix = "carillon.outbox")
interface OutboxSettings {

    /** The service's own table; columns as in booking-service's V3. Not for operators. */
    @WithDefault("outbox")
    String table();

    /** Events sent and deleted in one transaction. */
    @WithDefault("200")
    int batch();

    /** After a batch the next is sent no sooner than this, so that it has many events where many happen. */
    @WithDefault("20ms")
    Duration gather();

    /** How long the relay waits to be told of news before it looks by itself: what another replica left behind. */
    @WithDefault("1s")
    Duration look();

    /** How long Kafka has to acknowledge a batch; until then a connection of the pool is held. */
    @WithDefault("5s")
    Duration acknowledgement();

    /** Longest pause after failures in a row; the first is a sixteenth of it. */
    @WithDefault("4s")
    Duration longestPause();
}
