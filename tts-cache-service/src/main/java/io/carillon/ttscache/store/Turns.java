package io.carillon.ttscache.store;

import io.carillon.ttscache.entry.EntryKey;
import io.vertx.redis.client.Command;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Lets one replica at a time make an entry (R-TTS-06): a lock in Redis that ends by itself. */
@ApplicationScoped
public class Turns {
    private static final Logger LOG = Logger.getLogger(Turns.class);

    /** Only the holder gives the turn back: it may have run out and be another's by now. */
    private static final String GIVE_BACK =
            "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end";

    private final Redis redis;
    private final StoreSettings settings;

    Turns(Redis redis, StoreSettings settings) {
        this.redis = redis;
        this.settings = settings;
    }

    /** Asks for the turn, without waiting. */
    public Turn ask(EntryKey key) {
        String holder = UUID.randomUUID().toString();
        String millis = String.valueOf(settings.turn().toMillis());
        try {
            return redis.execute(Command.SET, List.of(key.lock(), holder, "NX", "PX", millis)) == null
                    ? new Turn.Another()
                    : new Turn.Ours(() -> giveBack(key, holder));
        } catch (RedisUnavailable _) {
            return new Turn.Unknown();
        }
    }

    private void giveBack(EntryKey key, String holder) {
        try {
            redis.script(GIVE_BACK, List.of(key.lock()), List.of(holder));
        } catch (RedisUnavailable _) {
            LOG.warn("a turn was not given back; it ends by itself");
        }
    }

    /** Whose turn it is. */
    public sealed interface Turn {
        /** Ours, until it is closed or has run out. */
        record Ours(Runnable end) implements Turn, AutoCloseable {
            @Override
            public void close() {
                end.run();
            }
        }

        /** Another replica is at it. */
        record Another() implements Turn {}

        /** Redis is not there to say; everybody makes what they need. */
        record Unknown() implements Turn {}
    }
}
