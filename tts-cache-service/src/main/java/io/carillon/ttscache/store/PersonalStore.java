package io.carillon.ttscache.store;

import io.carillon.ttscache.entry.Mp3;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.Command;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Audio that names a person: kept for minutes, under 128 random bits that only its maker is told, never under a digest of
 * its text, which could be guessed.
 */
@ApplicationScoped
public class PersonalStore {
    private static final int ID_BYTES = 16;

    private final Redis redis;
    private final StoreSettings settings;
    private final SecureRandom random = new SecureRandom();

    PersonalStore(Redis redis, StoreSettings settings) {
        this.redis = redis;
        this.settings = settings;
    }

    /** The id to fetch the audio by; empty where Redis did not take it. */
    public Optional<String> keep(Mp3 audio) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        String millis = String.valueOf(settings.personal().toMillis());
        try {
            redis.execute(Command.SET, List.of(key(id), audio.base64(), "PX", millis));
            return Optional.of(id);
        } catch (RedisUnavailable _) {
            return Optional.empty();
        }
    }

    /** The audio, a miss without a text, or that Redis cannot be asked. */
    public Lookup find(String id) {
        try {
            Response base64 = redis.execute(Command.GET, List.of(key(id)));
            return Optional.ofNullable(base64)
                    .flatMap(text -> Mp3.decode(text.toString()))
                    .<Lookup>map(audio -> new Lookup.Hit(audio, false))
                    .orElseGet(() -> new Lookup.Miss(Optional.empty()));
        } catch (RedisUnavailable _) {
            return new Lookup.Unreachable();
        }
    }

    private static String key(String id) {
        return "tts:personal:" + id;
    }
}
