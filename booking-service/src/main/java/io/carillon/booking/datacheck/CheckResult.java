package io.carillon.booking.datacheck;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One run of one check, a row of {@code data_check_runs}.
 *
 * @param took milliseconds
 * @param faults empty where the run failed
 * @param failure why it could not be looked; empty after a run that came to its end
 */
record CheckResult(
        Check check, Cause cause, Instant startedAt, long took, List<Count> faults, Optional<String> failure) {

    CheckResult {
        faults = List.copyOf(faults);
    }

    /** Why it was looked. */
    enum Cause {
        DAILY,
        ASKED,
        /** PostgreSQL came back after an outage (R-EXT-12). */
        RETURNED,
        REPAIR
    }

    /** What is wrong with the data as far as the run can tell. */
    enum Status {
        GREEN,
        RED,
        /** The run failed. */
        UNKNOWN
    }

    /**
     * Rows of one fault.
     *
     * @param alarming whether they are an incident
     * @param samples ids of the first of them, at most 20
     */
    @RegisterForReflection
    record Count(
            @JsonProperty("fault") String fault,
            @JsonProperty("alarming") boolean alarming,
            @JsonProperty("count") long count,
            @JsonProperty("samples") List<String> samples) {
        Count {
            samples = List.copyOf(samples);
        }
    }

    long found() {
        return faults.stream().mapToLong(Count::count).sum();
    }

    long alarming() {
        return faults.stream().filter(Count::alarming).mapToLong(Count::count).sum();
    }

    Status status() {
        if (failure.isPresent()) {
            return Status.UNKNOWN;
        }
        return alarming() == 0 ? Status.GREEN : Status.RED;
    }
}
