package io.carillon.booking.recovery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of the recovery, {@code carillon.recovery.*}. */
@ConfigMapping(prefix = "carillon.recovery")
interface RecoverySettings {

    /**
     * Address of the database into which an operator has restored a backup, without credentials: {@code
     * jdbc:postgresql://host:port/database} or {@code postgresql://…}. Empty most of the time.
     */
    Optional<String> copyUrl();

    /** Who reads the copy; where it is not said, the jobs' role, as the copy was made of our own database. */
    Optional<String> copyUser();

    /** Of {@link #copyUser}; the jobs' where that is not said. */
    Optional<String> copyPassword();

    /** How long the copy may take to let us in. */
    @WithDefault("3s")
    Duration copyConnect();

    /** How long the copy may take for one question; counting a table reads all of it. */
    @WithDefault("20s")
    Duration copyStatement();

    /** Events that one replay reads at most; each takes some 500 bytes while it works. */
    @WithDefault("500000")
    int events();

    /** How long one replay reads at most. */
    @WithDefault("20s")
    Duration reading();
}
