package io.carillon.booking.hold;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of holds, {@code carillon.hold.*}. */
@ConfigMapping(prefix = "carillon.hold")
interface HoldSettings {

    /** How long a slot is held for somebody who does not say; 10 to 900 seconds may be asked for. */
    @WithDefault("120S")
    Duration length();

    /** Slots that one call, or one caller without a call, may have on hold at once. */
    @WithDefault("10")
    int most();

    /** How often holds that ran out are told of; their time is free the moment they run out. */
    @WithDefault("5s")
    String sweep();

    /** How long it is remembered what became of a hold. */
    @WithDefault("7D")
    Duration remembered();
}
