package io.carillon.booking.datacheck;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.booking.datacheck.CheckResult.Count;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run found, as answered.
 *
 * @param status {@code green}, {@code red} (rows that are an incident) or {@code unknown} (the run failed, or never was)
 * @param count rows found, those told for information among them
 * @param alarming rows that are an incident
 * @param cause {@code daily}, {@code asked}, {@code returned} or {@code repair}
 * @param took milliseconds
 * @param figures what a person compares: patients by clinic ({@code isolation}), deletions by who ({@code missing})
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record DataCheckView(
        String check,
        String status,
        @Nullable Long count,
        @Nullable Long alarming,
        List<Count> faults,
        @Nullable String cause,
        @Nullable Instant ranAt,
        @Nullable Long took,
        @Nullable Instant lastSuccessAt,
        @Nullable String failure,
        @Nullable List<Figure> figures) {

    /** @param of whose: a clinic's code, a key's name */
    @RegisterForReflection
    record Figure(String name, String of, long value) {}

    /** Every check, also one that never ran. */
    @RegisterForReflection
    record DataCheckList(List<DataCheckView> checks) {}

    static DataCheckView of(CheckResult result, @Nullable Instant lastSuccess, @Nullable List<Figure> figures) {
        var failed = result.failure().isPresent();
        return new DataCheckView(
                result.check().word(),
                ResultRepository.word(result.status()),
                failed ? null : Long.valueOf(result.found()),
                failed ? null : Long.valueOf(result.alarming()),
                result.faults(),
                ResultRepository.word(result.cause()),
                result.startedAt(),
                result.took(),
                lastSuccess,
                result.failure().orElse(null),
                figures);
    }

    static DataCheckView neverRan(Check check) {
        return new DataCheckView(
                check.word(), "unknown", null, null, List.of(), null, null, null, null, "it has not run yet", null);
    }

    static DataCheckList list(Map<Check, CheckResult> results, Map<Check, Instant> successes) {
        return new DataCheckList(java.util.Arrays.stream(Check.values())
                .map(check -> {
                    var result = results.get(check);
                    return result == null ? neverRan(check) : of(result, successes.get(check), null);
                })
                .toList());
    }
}
