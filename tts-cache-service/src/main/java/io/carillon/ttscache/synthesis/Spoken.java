package io.carillon.ttscache.synthesis;

import io.carillon.ttscache.entry.Mp3;
import java.time.Duration;

/** What comes of asking for speech. */
sealed interface Spoken {

    /** Made earlier. */
    record Cached(Mp3 audio) implements Spoken {}

    /** Made just now. */
    record Made(Mp3 audio) implements Spoken {}

    /** Nobody with a key ever asked for this. */
    record Unknown() implements Spoken {}

    /** The provider does not take this text or voice. */
    record Rejected() implements Spoken {}

    /** Not now; asking again before {@code retryAfter} will not help. */
    record Unavailable(Duration retryAfter) implements Spoken {}
}
