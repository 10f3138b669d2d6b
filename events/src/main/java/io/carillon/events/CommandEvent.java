package io.carillon.events;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an operator asked a service to do; topic {@link Topic#COMMANDS}. Every replica of the target hears it. */
public sealed interface CommandEvent extends Event {

    /** The service that is to do it, for example {@code booking-service}; {@code *} for all. */
    String target();

    @Override
    default String key() {
        return target();
    }

    /**
     * Forget what is kept in a general cache (R-PERF-16); the speech cache is not meant.
     *
     * @param cache the cache's name, for example {@code dashboard}; null for all of them
     * @param orgId the clinic whose answers are to be forgotten; null for every clinic's
     * @param actor who asked
     */
    record CacheClearRequested(
            String target, @Nullable String cache, @Nullable UUID orgId, String actor) implements CommandEvent {}

    /**
     * A rate limit is to be another from now on (R-SEC-16). Told again from time to time for as long as it holds, so that
     * a service that starts later hears of it.
     *
     * @param limit {@code address}, {@code key}, {@code clinic} or {@code signed}
     * @param subject the one address, key or clinic that is meant; null for all that have no limit of their own
     * @param perSecond requests a second, above zero; null for what the settings say
     * @param burst requests at once, at least one; null with {@code perSecond}
     * @param actor who asked
     */
    record RateLimitSet(
            String target,
            String limit,
            @Nullable String subject,
            @Nullable Double perSecond,
            @Nullable Double burst,
            String actor)
            implements CommandEvent {}
}
