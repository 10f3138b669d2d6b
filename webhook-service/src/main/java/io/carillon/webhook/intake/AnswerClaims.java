package io.carillon.webhook.intake;

import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * Lays claim to answers, all that come up within {@link #GATHER} in one exchange with Redis: under load the exchanges, and
 * not what is said in them, are what costs both sides. No callback is answered later for it, since Kafka, which is told at
 * the same time, gathers for longer (ADR 25).
 */
@ApplicationScoped
class AnswerClaims {

    private static final Logger LOG = Logger.getLogger(AnswerClaims.class);

    /** Claims that wait for an exchange to begin; with more than that underway a repeat is told by its event alone. */
    private static final int MAX_WAITING = 4_096;

    private static final Duration GATHER = Duration.ofMillis(2);

    private final AnswerStore store;
    private final Vertx vertx;
    private List<Claim> waiting = new ArrayList<>();

    AnswerClaims(AnswerStore store, Vertx vertx) {
        this.store = store;
        this.vertx = vertx;
    }

    /** @param result what is to be answered: {@code answer}, or an earlier one that Redis knows */
    record Claim(ReplayKey key, Answer answer, CompletableFuture<Answer> result) {}

    /**
     * {@code answer}, or what this request was answered before; never fails: without Redis it is {@code answer}, and the
     * event's id tells the repeat downstream.
     */
    CompletionStage<Answer> claim(ReplayKey key, Answer answer) {
        var claim = new Claim(key, answer, new CompletableFuture<>());
        boolean first;
        synchronized (this) {
            if (waiting.size() >= MAX_WAITING) {
                return CompletableFuture.completedFuture(answer);
            }
            first = waiting.isEmpty();
            waiting.add(claim);
        }
        if (first) {
            vertx.setTimer(GATHER.toMillis(), gathered -> send());
        }
        return claim.result();
    }

    private void send() {
        List<Claim> claims;
        synchronized (this) {
            claims = waiting;
            waiting = new ArrayList<>();
        }
        try {
            store.claim(claims)
                    .subscribe()
                    .with(earlier -> settle(claims, earlier), failure -> without(claims, failure));
        } catch (RuntimeException e) {
            without(claims, e);
        }
    }

    /** @param earlier in the order of the claims */
    private static void settle(List<Claim> claims, List<Optional<Answer>> earlier) {
        for (int i = 0; i < claims.size(); i++) {
            var claim = claims.get(i);
            claim.result().complete(earlier.get(i).orElse(claim.answer()));
        }
    }

    private static void without(List<Claim> claims, Throwable failure) {
        LOG.debugf("no look at earlier answers: %s", failure.getClass().getSimpleName());
        claims.forEach(claim -> claim.result().complete(claim.answer()));
    }
}
