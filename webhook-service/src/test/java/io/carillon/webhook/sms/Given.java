package io.carillon.webhook.sms;

import io.carillon.kit.retry.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message as the policies meet it in their tests. */
record Given(int attempts, int resends, @Nullable String sid, boolean retryAsked, Instant attempted) {

    static final UUID ID = UUID.fromString("10000000-0000-4000-8000-00000000000a");
    static final String REFERENCE = Reference.of(ID);
    static final Instant NOW = Instant.parse("2030-12-10T18:00:00Z");
    static final Instant EXPIRES = NOW.plus(Duration.ofHours(20));

    static final Patience PATIENCE = new Patience(
            new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), new Random(3)),
            new Backoff(Duration.ofMinutes(10), Duration.ofHours(1), new Random(4)),
            3,
            Duration.ofMinutes(2),
            Duration.ofMinutes(15));

    static Given message() {
        return new Given(0, 0, null, false, NOW);
    }

    Given attempts(int count) {
        return new Given(count, resends, sid, retryAsked, attempted);
    }

    Given resends(int count) {
        return new Given(attempts, count, sid, retryAsked, attempted);
    }

    Given sid(String known) {
        return new Given(attempts, resends, known, retryAsked, attempted);
    }

    Given whoseRetryWasAsked() {
        return new Given(attempts, resends, sid, true, attempted);
    }

    Given attempted(Instant at) {
        return new Given(attempts, resends, sid, retryAsked, at);
    }

    Claim claim() {
        return new Claim(
                ID,
                UUID.fromString("00000000-0000-4000-8000-000000000001"),
                1,
                "appointment",
                "pat-1",
                MessageKind.CONFIRMATION,
                Channel.SMS,
                EXPIRES,
                EXPIRES,
                attempts,
                resends,
                false,
                attempted,
                sid,
                "+15555555678",
                new byte[32],
                retryAsked,
                NOW.plusSeconds(60));
    }
}
