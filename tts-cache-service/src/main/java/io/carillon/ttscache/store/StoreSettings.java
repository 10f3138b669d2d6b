package io.carillon.ttscache.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How long things are kept. Each is also an environment variable, for example {@code CARILLON_TTS_STORE_TTL=P30D}. */
@ConfigMapping(prefix = "carillon.tts.store")
public interface StoreSettings {

    /** How long an entry is served: 7 days (R-TTS-04). Not {@code CACHE_TTL}, which is the general cache's. */
    @WithDefault("P7D")
    @DurationMin(seconds = 1)
    Duration ttl();

    /** How long a text can be made again after its audio was lost; never shorter than {@link #ttl}. */
    @WithDefault("P30D")
    @DurationMin(seconds = 1)
    Duration registration();

    /** How long personal audio can be fetched: the length of a call. */
    @WithDefault("PT10M")
    @DurationMin(seconds = 1)
    Duration personal();

    /**
     * How long one replica may hold the turn to make an entry; longer than it ever takes ({@code
     * carillon.tts.synthesis.budget}), short enough that a replica killed meanwhile does not block others for long.
     */
    @WithDefault("PT8S")
    @DurationMin(millis = 100)
    Duration turn();

    /** Bytes of audio that each replica remembers for the time Redis is away. */
    @WithDefault("33554432")
    @Min(0)
    long memory();
}
