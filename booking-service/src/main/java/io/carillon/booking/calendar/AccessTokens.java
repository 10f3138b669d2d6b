package io.carillon.booking.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.kit.database.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One access token for each clinic, kept until shortly before its end. Whoever needs one while it is being renewed waits
 * for that one renewal. Kept in memory only; clinics are an operator's customers, some hundreds.
 */
@ApplicationScoped
class AccessTokens {

    /** Google names one always; RFC 6749 only recommends it. */
    private static final long DEFAULT_SECONDS = 300;

    /** Those who waited for a renewal that failed share its failure; who comes later asks again. */
    private static final Duration REFUSED_TOGETHER = Duration.ofMillis(500);

    private final Transactions transactions;
    private final CredentialRepository credentials;
    private final GoogleAccount account;
    private final GoogleCalendar google;
    private final CalendarSettings settings;
    private final Clock clock;
    private final Map<UUID, Slot> slots = new ConcurrentHashMap<>();

    AccessTokens(
            Transactions transactions,
            CredentialRepository credentials,
            GoogleAccount account,
            GoogleCalendar google,
            CalendarSettings settings,
            Clock clock) {
        this.transactions = transactions;
        this.credentials = credentials;
        this.account = account;
        this.google = google;
        this.settings = settings;
        this.clock = clock;
    }

    /** A token to ask with, or why there is none. */
    sealed interface Grant {
        record Token(String value) implements Grant {
            /** Never into a log, not even by accident. */
            @Override
            public String toString() {
                return "Token";
            }
        }

        record Refused(Answer.Failed why) implements Grant {}
    }

    private record Held(String token, long version, Instant renewAt) {}

    private record NotHeld(Answer.Failed why, long version, Instant until) {}

    private static final class Slot {
        final ReentrantLock renewal = new ReentrantLock();
        volatile @Nullable Held held;
        volatile @Nullable NotHeld notHeld;
    }

    /** @param version of the clinic's credential as the caller knows it; a token got with another one is not given */
    Grant forClinic(UUID clinic, long version) {
        var slot = slots.computeIfAbsent(clinic, unknown -> new Slot());
        var held = usable(slot, version);
        if (held != null) {
            return new Grant.Token(held.token());
        }
        slot.renewal.lock();
        try {
            var meanwhile = usable(slot, version);
            if (meanwhile != null) {
                return new Grant.Token(meanwhile.token());
            }
            var refusal = slot.notHeld;
            return refusal != null
                            && refusal.version() >= version
                            && clock.instant().isBefore(refusal.until())
                    ? new Grant.Refused(refusal.why())
                    : renewed(clinic, slot);
        } finally {
            slot.renewal.unlock();
        }
    }

    /** Google did not take {@code token}: it is not given again. Somebody may have renewed it meanwhile; that one stays. */
    void refused(UUID clinic, String token) {
        var slot = slots.get(clinic);
        if (slot != null) {
            slot.renewal.lock();
            try {
                var held = slot.held;
                if (held != null && held.token().equals(token)) {
                    slot.held = null;
                }
            } finally {
                slot.renewal.unlock();
            }
        }
    }

    private @Nullable Held usable(Slot slot, long version) {
        var held = slot.held;
        return held != null && held.version() >= version && clock.instant().isBefore(held.renewAt()) ? held : null;
    }

    private Grant renewed(UUID clinic, Slot slot) {
        slot.held = null;
        var client = account.client();
        var stored = transactions.acrossClinics(connection -> credentials.find(connection, clinic));
        var token =
                stored.flatMap(row -> account.cipher().flatMap(cipher -> cipher.decrypt(clinic, row.refreshToken())));
        if (client.isEmpty() || stored.isEmpty() || token.isEmpty()) {
            return new Grant.Refused(Answer.Failed.because(Problem.CREDENTIAL_INVALID));
        }
        return switch (google.refresh(client.get(), token.get())) {
            case Answer.Done(JsonNode body) -> {
                var held = held(body, stored.get().version());
                slot.held = held;
                yield new Grant.Token(held.token());
            }
            case Answer.Failed failed -> {
                slot.notHeld = new NotHeld(
                        failed, stored.get().version(), clock.instant().plus(REFUSED_TOGETHER));
                yield new Grant.Refused(failed);
            }
            case Answer.Exists _, Answer.Missing _, Answer.TokenRefused _ ->
                new Grant.Refused(Answer.Failed.because(Problem.CREDENTIAL_INVALID));
        };
    }

    /** A token that lives shorter than twice the margin is renewed after half its life. */
    private Held held(JsonNode body, long version) {
        var life = Duration.ofSeconds(Math.max(1, body.path("expires_in").asLong(DEFAULT_SECONDS)));
        var margin =
                settings.tokenMargin().compareTo(life.dividedBy(2)) < 0 ? settings.tokenMargin() : life.dividedBy(2);
        return new Held(
                body.path("access_token").asText(),
                version,
                clock.instant().plus(life).minus(margin));
    }
}
