package io.carillon.ttscache.synthesis;

import io.carillon.kit.metrics.Metrics;
import io.carillon.kit.retry.Pauses;
import io.carillon.ttscache.entry.EntryKey;
import io.carillon.ttscache.entry.Mp3;
import io.carillon.ttscache.entry.Utterance;
import io.carillon.ttscache.entry.VoiceSettings;
import io.carillon.ttscache.store.AudioStore;
import io.carillon.ttscache.store.Lookup;
import io.carillon.ttscache.store.Turns;
import io.carillon.ttscache.store.Turns.Turn;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/** From a text to its audio: kept already, or made once, by whichever replica comes first, and kept then. */
@ApplicationScoped
class Synthesizer {
    private static final Logger LOG = Logger.getLogger(Synthesizer.class);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
    /** How often a replica looks whether another has made what both need. */
    private static final Duration LOOK = Duration.ofMillis(50);
    /** What we say where a provider did not say when to come again. */
    private static final Duration COME_AGAIN = Duration.ofSeconds(5);

    private final AudioStore store;
    private final Turns turns;
    private final SpeechProvider provider;
    private final SynthesisSettings settings;
    private final VoiceSettings voiceSettings;
    private final RetryPolicy retries;
    private final Pauses pauses;
    private final Clock clock;
    private final RandomGenerator random;
    private final Metrics metrics;
    private final SingleFlight<EntryKey, Spoken> flights = new SingleFlight<>();

    Synthesizer(
            AudioStore store,
            Turns turns,
            SpeechProvider provider,
            SynthesisSettings settings,
            Pauses pauses,
            Clock clock,
            RandomGenerator random,
            Metrics metrics) {
        this.store = store;
        this.turns = turns;
        this.provider = provider;
        this.settings = settings;
        this.voiceSettings = new VoiceSettings(provider.name(), settings.speakingRate(), settings.pitch());
        this.retries = new RetryPolicy(settings.attempts(), settings.attempt(), FIRST_BACKOFF);
        this.pauses = pauses;
        this.clock = clock;
        this.random = random;
        this.metrics = metrics;
    }

    /** Speaks for somebody with a key: from now on this entry can be made again when it is lost. */
    Spoken speak(Utterance utterance) {
        return counted(flights.join(utterance.key(), () -> keptOrMade(utterance)));
    }

    /** Speaks again what somebody with a key has asked for before. */
    Spoken speakAgain(EntryKey key) {
        return switch (store.find(key, voiceSettings.fingerprint())) {
            case Lookup.Hit(Mp3 audio, boolean _) -> counted(new Spoken.Cached(audio));
            case Lookup.Miss(Optional<String> text) ->
                text.map(known -> speak(new Utterance(known, key.voice()))).orElseGet(Spoken.Unknown::new);
            case Lookup.Unreachable _ -> new Spoken.Unavailable(COME_AGAIN);
        };
    }

    /** Speaks without looking in the cache or leaving anything there. */
    Spoken speakUnkept(Utterance utterance) {
        return made(utterance, clock.instant().plus(settings.budget()));
    }

    private Spoken keptOrMade(Utterance utterance) {
        Instant deadline = clock.instant().plus(settings.budget());
        return switch (store.find(utterance.key(), voiceSettings.fingerprint())) {
            case Lookup.Hit(Mp3 audio, boolean registered) -> {
                if (!registered) {
                    store.keep(utterance, audio, voiceSettings.fingerprint());
                }
                yield new Spoken.Cached(audio);
            }
            case Lookup.Miss _ -> madeInTurn(utterance, deadline);
            case Lookup.Unreachable _ -> madeAndKept(utterance, deadline);
        };
    }

    /** Waits for another replica as long as there is time left to make it ourselves, should that one fail. */
    private Spoken madeInTurn(Utterance utterance, Instant deadline) {
        Instant patience = deadline.minus(settings.attempt());
        while (true) {
            Turn turn = turns.ask(utterance.key());
            // looked at after the turn was asked for: whoever had it before us may have just finished
            if (store.find(utterance.key(), voiceSettings.fingerprint()) instanceof Lookup.Hit(Mp3 audio, boolean _)) {
                end(turn);
                return new Spoken.Cached(audio);
            }
            if (!(turn instanceof Turn.Another)
                    || !clock.instant().plus(LOOK).isBefore(patience)
                    || !pauses.pause(LOOK)) {
                try {
                    return madeAndKept(utterance, deadline);
                } finally {
                    end(turn);
                }
            }
        }
    }

    private static void end(Turn turn) {
        if (turn instanceof Turn.Ours ours) {
            ours.close();
        }
    }

    private Spoken madeAndKept(Utterance utterance, Instant deadline) {
        Spoken spoken = made(utterance, deadline);
        if (spoken instanceof Spoken.Made(Mp3 audio)) {
            store.keep(utterance, audio, voiceSettings.fingerprint());
        }
        return spoken;
    }

    private Spoken made(Utterance utterance, Instant deadline) {
        for (int tried = 1; ; tried++) {
            Synthesis outcome = provider.synthesize(utterance, voiceSettings);
            if (!(outcome instanceof Synthesis.NotAsked)) {
                metrics.count("tts.provider.calls", Map.of("provider", provider.name(), "outcome", outcome.word()));
            }
            Duration left = Duration.between(clock.instant(), deadline);
            Optional<Duration> pause = retries.pause(outcome, tried, left, random);
            if (pause.isEmpty() || !pauses.pause(pause.get())) {
                return last(outcome, tried);
            }
        }
    }

    private Spoken last(Synthesis outcome, int tried) {
        if (!(outcome instanceof Synthesis.Audio)) {
            LOG.warnf("no speech from %s: %s, tried %d", provider.name(), outcome.word(), tried);
        }
        return switch (outcome) {
            case Synthesis.Audio(Mp3 mp3) -> new Spoken.Made(mp3);
            case Synthesis.Rejected _ -> new Spoken.Rejected();
            case Synthesis.RateLimited(var retryAfter) -> new Spoken.Unavailable(retryAfter.orElse(COME_AGAIN));
            case Synthesis.Unauthorized _, Synthesis.Unavailable _, Synthesis.Garbage _, Synthesis.NotAsked _ ->
                new Spoken.Unavailable(COME_AGAIN);
        };
    }

    private Spoken counted(Spoken spoken) {
        metrics.count(spoken instanceof Spoken.Cached ? "tts.cache.hits" : "tts.cache.misses", Map.of());
        return spoken;
    }
}
