package io.carillon.ttscache.synthesis;

import io.carillon.ttscache.entry.Mp3;
import java.time.Duration;
import java.util.Optional;

/** How one call to a provider ended. */
sealed interface Synthesis {

    record Audio(Mp3 mp3) implements Synthesis {}

    /** The key is wrong, expired or revoked: a person has to act, trying again does not help. */
    record Unauthorized() implements Synthesis {}

    /** Too many requests or quota used up. */
    record RateLimited(Optional<Duration> retryAfter) implements Synthesis {}

    /** The provider does not take this text or voice; it would not another time either. */
    record Rejected() implements Synthesis {}

    /** It is out or too slow. */
    record Unavailable() implements Synthesis {}

    /** It said yes, but what came is not audio. */
    record Garbage() implements Synthesis {}

    /** It was not asked: its circuit is open, or too many are asking already. */
    record NotAsked() implements Synthesis {}

    /** The word for it in metrics and log. */
    default String word() {
        return switch (this) {
            case Audio _ -> "ok";
            case Unauthorized _ -> "unauthorized";
            case RateLimited _ -> "rate-limited";
            case Rejected _ -> "rejected";
            case Unavailable _ -> "unavailable";
            case Garbage _ -> "garbage";
            case NotAsked _ -> "not-asked";
        };
    }
}
