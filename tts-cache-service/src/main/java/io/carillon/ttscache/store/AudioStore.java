package io.carillon.ttscache.store;

import io.carillon.kit.metrics.Metrics;
import io.carillon.ttscache.entry.EntryKey;
import io.carillon.ttscache.entry.Mp3;
import io.carillon.ttscache.entry.Utterance;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.Command;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Entries in Redis, under the operators' own keys. An entry is three values: the audio, the fingerprint of the settings
 * it was made with, and its text. The latter two outlive the audio: they say what may be made again without a key.
 */
@ApplicationScoped
public class AudioStore {
    /** All or nothing: new audio beside an old fingerprint, or the reverse, would be served wrongly or not at all. */
    private static final String KEEP = """
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[4])
            redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[5])
            redis.call('SET', KEYS[3], ARGV[3], 'PX', ARGV[5])
            """;

    private final Redis redis;
    private final StoreSettings settings;
    private final Metrics metrics;
    private final RecentAudio recent;

    AudioStore(Redis redis, StoreSettings settings, Metrics metrics) {
        this.redis = redis;
        this.settings = settings;
        this.metrics = metrics;
        this.recent = new RecentAudio(settings.memory());
    }

    /** Looks an entry up. What is not MP3 in Base64 is counted as corrupt, deleted, and a miss (R-TTS-03). */
    public Lookup find(EntryKey key, String fingerprint) {
        try {
            Response values = redis.execute(Command.MGET, List.of(key.audio(), key.settings(), key.text()));
            String base64 = text(values, 0);
            String madeWith = text(values, 1);
            Optional<String> text = madeWith == null ? Optional.empty() : Optional.ofNullable(text(values, 2));
            if (base64 == null) {
                return new Lookup.Miss(text);
            }
            Optional<Mp3> audio = Mp3.decode(base64);
            if (audio.isEmpty()) {
                metrics.count("tts.cache.corrupt", Map.of());
                redis.execute(Command.DEL, List.of(key.audio()));
                return new Lookup.Miss(text);
            }
            if (!fingerprint.equals(madeWith)) {
                return new Lookup.Miss(text);
            }
            recent.keep(key, audio.get());
            return new Lookup.Hit(audio.get(), text.isPresent());
        } catch (RedisUnavailable _) {
            return recent.find(key)
                    .<Lookup>map(audio -> new Lookup.Hit(audio, true))
                    .orElseGet(Lookup.Unreachable::new);
        }
    }

    /** Keeps an entry. Where Redis is full or away only this replica remembers it; the caller has the audio anyhow. */
    public void keep(Utterance utterance, Mp3 audio, String fingerprint) {
        EntryKey key = utterance.key();
        recent.keep(key, audio);
        Duration registration =
                settings.registration().compareTo(settings.ttl()) > 0 ? settings.registration() : settings.ttl();
        try {
            redis.script(
                    KEEP,
                    List.of(key.audio(), key.settings(), key.text()),
                    List.of(
                            audio.base64(),
                            fingerprint,
                            utterance.text(),
                            String.valueOf(settings.ttl().toMillis()),
                            String.valueOf(registration.toMillis())));
        } catch (RedisUnavailable _) {
            metrics.count("tts.cache.unkept", Map.of());
        }
    }

    private static @Nullable String text(@Nullable Response values, int index) {
        if (values == null || values.get(index) == null) {
            return null;
        }
        return values.get(index).toString();
    }
}
