package io.carillon.webhook.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The same long answer to many callbacks, a greeting, is kept in Redis once and referred to by a hash: what Redis takes in
 * for a callback is then a tenth. Thread-safe.
 */
final class AnswerReferences {

    /** How often Redis is told an answer that is in use, in case that it has lost it. */
    static final Duration AGAIN = Duration.ofMinutes(1);

    /** Bytes of a body; a shorter answer is no longer than its reference. */
    private static final int LONG = 64;

    /** Answers known at a time, of 2 KiB each: the greetings of as many clinics. */
    private static final int MOST = 4_096;

    private static final String MARK = "=";

    private final Map<Answer, Known> known = new ConcurrentHashMap<>();
    private final Clock clock;

    private record Known(String reference, Instant told) {}

    AnswerReferences(Clock clock) {
        this.clock = clock;
    }

    /** Whether an answer like this is referred to, and not kept with each callback. */
    static boolean isLong(Answer answer) {
        return answer.body().length > LONG;
    }

    /** What is kept of a callback that got {@code answer}. */
    String of(Answer answer) {
        return known(answer).reference();
    }

    /** Whether Redis has to be told {@code answer} with this exchange; then it counts as told. */
    boolean due(Answer answer) {
        var before = known(answer);
        var now = clock.instant();
        return before.told().plus(AGAIN).isBefore(now)
                && known.replace(answer, before, new Known(before.reference(), now));
    }

    /** What was told did not arrive. */
    void forget() {
        known.clear();
    }

    private Known known(Answer answer) {
        var found = known.get(answer);
        if (found != null) {
            return found;
        }
        if (known.size() >= MOST) {
            known.clear();
        }
        return known.computeIfAbsent(answer, first -> new Known(MARK + hash(first.toBytes()), Instant.EPOCH));
    }

    /** Whether {@code kept} refers to an answer: answers themselves begin with their status. */
    static boolean isReference(String kept) {
        return kept.startsWith(MARK);
    }

    private static String hash(byte[] bytes) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ReplayKey.sha256().digest(bytes));
    }
}
