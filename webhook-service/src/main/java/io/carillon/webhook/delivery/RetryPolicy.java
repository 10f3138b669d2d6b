package io.carillon.webhook.delivery;

import io.carillon.kit.retry.Backoff;
import java.time.Instant;

/**
 * What becomes of a job whose try failed.
 *
 * @param tries how many a job has in all, 1 or more (R-WEB-15: 5)
 * @param backoff between them
 */
record RetryPolicy(int tries, Backoff backoff) {

    /** What is next. */
    sealed interface Next {
        record Again(Instant due) implements Next {}

        /** A dead letter. */
        record Over(Status status) implements Next {}
    }

    /** @param failed tries that failed, the last one included */
    Next after(int failed, Cause cause, Instant now) {
        return switch (cause) {
            case SENDER -> new Next.Over(Status.DEAD);
            case OURS, DEPENDENCY ->
                failed < tries ? new Next.Again(now.plus(backoff.after(failed))) : new Next.Over(Status.FAILED);
        };
    }
}
