package io.carillon.booking.datacheck;

import io.carillon.booking.datacheck.CheckResult.Count;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * What a repair did, or would do. Both run the same statements; a dry run takes them back.
 *
 * @param found rows that are an incident, before
 * @param remaining the same, after
 * @param changed rows that were put right
 * @param left rows that were not, and why
 * @param after what the check finds now, or would find
 */
@RegisterForReflection
record RepairReport(
        String check,
        boolean dryRun,
        long found,
        long remaining,
        List<Row> changed,
        List<Row> left,
        List<Count> after) {

    RepairReport {
        changed = List.copyOf(changed);
        left = List.copyOf(left);
        after = List.copyOf(after);
    }

    /** @param what was done, or why it was not */
    @RegisterForReflection
    record Row(String fault, String table, String id, String what) {}
}
