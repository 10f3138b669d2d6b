package io.carillon.webhook.vapi;

import io.carillon.webhook.call.HeldSlot;
import io.carillon.webhook.call.Slot;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.hash.HashCommands;
import io.quarkus.redis.datasource.keys.KeyCommands;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;

/**
 * Which slots are held for a call, in Redis, for all replicas: an assistant names a time, and language models are not to be
 * trusted with the ids of holds. Throws where Redis does not answer at once.
 */
@ApplicationScoped
@Timeout(value = 250, unit = ChronoUnit.MILLIS)
@CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 1, delayUnit = ChronoUnit.SECONDS)
class HeldSlots {

    private static final String PREFIX = "carillon:webhook:vapi:held:";

    /** Longer than any hold, and than Vapi sends anything again. */
    private static final Duration KEPT = Duration.ofMinutes(15);

    /** Before the id of a hold that has become an appointment. */
    private static final String CONFIRMED = "=";

    private final HashCommands<String, String, String> hashes;
    private final KeyCommands<String> keys;

    HeldSlots(RedisDataSource redis) {
        this.hashes = redis.hash(String.class);
        this.keys = redis.key();
    }

    void remember(String callId, List<HeldSlot> slots) {
        var entries = new HashMap<String, String>();
        slots.forEach(held -> entries.put(field(held.slot()), held.holdId()));
        hashes.hset(PREFIX + callId, entries);
        keys.expire(PREFIX + callId, KEPT);
    }

    /** Also those that have become appointments: a repeat of the tool call asks for them again. */
    List<HeldSlot> of(String callId) {
        return hashes.hgetall(PREFIX + callId).entrySet().stream()
                .flatMap(entry -> held(entry).stream())
                .toList();
    }

    /** From now on it is no offer any more. */
    void confirmed(String callId, HeldSlot held) {
        hashes.hset(PREFIX + callId, field(held.slot()), CONFIRMED + held.holdId());
    }

    /** Gives the slots that are still on offer, and forgets them. */
    List<HeldSlot> takeOffers(String callId) {
        var offers = hashes.hgetall(PREFIX + callId).entrySet().stream()
                .filter(entry -> !entry.getValue().startsWith(CONFIRMED))
                .flatMap(entry -> held(entry).stream())
                .toList();
        if (!offers.isEmpty()) {
            hashes.hdel(
                    PREFIX + callId,
                    offers.stream().map(held -> field(held.slot())).toArray(String[]::new));
        }
        return offers;
    }

    /** The doctor's id comes last, because it may have blanks in it. */
    private static String field(Slot slot) {
        return slot.start() + " " + slot.end() + " " + slot.doctorId();
    }

    private static Optional<HeldSlot> held(Map.Entry<String, String> entry) {
        var parts = entry.getKey().split(" ", 3);
        var holdId = entry.getValue();
        return parts.length < 3
                ? Optional.empty()
                : Optional.of(new HeldSlot(
                        holdId.startsWith(CONFIRMED) ? holdId.substring(1) : holdId,
                        new Slot(parts[2], Instant.parse(parts[0]), Instant.parse(parts[1]))));
    }
}
