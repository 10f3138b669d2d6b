package io.carillon.alerting.pack;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Which pack this process runs by and how alerts are held together. */
@ConfigMapping(prefix = "carillon.alerting")
public interface PackSettings {

    /** The pack's name ({@code CARILLON_PACK}). */
    @WithDefault("default")
    String pack();

    /** A directory whose packs override the bundled ones ({@code CARILLON_RUNBOOKS}). */
    Optional<Path> runbooks();

    /** Divides every duration of the pack and {@link #settle} and {@link #lookback} ({@code CARILLON_SPEED}); 1 in production. */
    @WithDefault("1")
    int speed();

    /** How long an effect waits for its cause before people are told; at most 5 s. */
    @WithDefault("3s")
    Duration settle();

    /** How long before its cause an effect may have fired to be taken into the cause's incident. */
    @WithDefault("30s")
    Duration lookback();

    /** Base address for links to incidents ({@code PUBLIC_BASE_URL}). */
    @WithDefault("http://127.0.0.1:8080")
    String baseUrl();

    /** Base address below which {@code docs/runbooks/…} is served; the platform's own when not set. */
    Optional<String> pagesUrl();
}
