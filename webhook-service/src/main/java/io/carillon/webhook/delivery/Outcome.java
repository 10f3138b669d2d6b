package io.carillon.webhook.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a job stands after a try, or before the first.
 *
 * @param attempts tries that failed
 * @param error the last failure in words without anybody's data, at most 500 characters
 * @param httpStatus the last try as an HTTP status; null before the first
 * @param due when it is next looked at; null for what is over
 * @param died when it became a dead letter
 */
record Outcome(
        Status status,
        int attempts,
        @Nullable Cause cause,
        @Nullable String error,
        @Nullable Integer httpStatus,
        @Nullable Instant due,
        @Nullable Instant died) {

    private static final int LONGEST_ERROR = 500;
    private static final int OK = 200;

    static Outcome completed(int attempts) {
        return new Outcome(Status.COMPLETED, attempts, null, null, OK, null, null);
    }

    /** Behind others of its call. */
    static Outcome waiting(Instant now) {
        return new Outcome(Status.WAITING, 0, null, null, null, now, null);
    }

    /** @param failed tries that failed, this one included */
    static Outcome failed(int failed, Cause cause, String reason, RetryPolicy policy, Instant now) {
        var error = reason.length() > LONGEST_ERROR ? reason.substring(0, LONGEST_ERROR) : reason;
        return switch (policy.after(failed, cause, now)) {
            case RetryPolicy.Next.Again again ->
                new Outcome(Status.DELAYED, failed, cause, error, cause.httpStatus(), again.due(), null);
            case RetryPolicy.Next.Over over ->
                new Outcome(over.status(), failed, cause, error, cause.httpStatus(), null, now);
        };
    }

    @Nullable
    String causeWord() {
        return cause == null ? null : cause.word();
    }

    /** Whether it is a dead letter. */
    boolean over() {
        return died != null;
    }
}
