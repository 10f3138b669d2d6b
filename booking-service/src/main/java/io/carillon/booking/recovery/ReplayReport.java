package io.carillon.booking.recovery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/**
 * What a replay did, or would do. Both run the same statements; a dry run takes them back.
 *
 * @param complete whether the end was reached that the topic had when the replay began; otherwise nothing was changed
 * @param reachesBack false where Kafka no longer keeps all events since the time asked for
 * @param events read
 * @param appointments that they tell of
 * @param same appointments whose row says what was told, before
 * @param changed rows that were brought to it
 * @param left rows that were not, and why; the first of them
 * @param leftCount of all that were left
 * @param remaining rows that are still to be brought to it: the limit was reached; replay again
 * @param erasedAgain patients, by the ids in their place, whose erasure older rows had undone
 */
@RegisterForReflection
record ReplayReport(
        Instant since,
        boolean dryRun,
        boolean complete,
        boolean reachesBack,
        long events,
        int appointments,
        int same,
        List<Appointment> changed,
        List<Appointment> left,
        int leftCount,
        int remaining,
        List<String> erasedAgain) {

    ReplayReport {
        changed = List.copyOf(changed);
        left = List.copyOf(left);
        erasedAgain = List.copyOf(erasedAgain);
    }

    /** @param what was done, or why it was not */
    @RegisterForReflection
    record Appointment(String id, String what) {}
}
