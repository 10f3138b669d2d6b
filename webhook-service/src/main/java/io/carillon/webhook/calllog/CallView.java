package io.carillon.webhook.calllog;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call as operators see it.
 *
 * @param from the numbers in full, as in the table; null once the patient was forgotten
 * @param status the provider's word
 * @param outcome {@code appointment-booked}, {@code appointment-promised}, {@code transferred} or {@code transfer-failed}; null
 *     for a call that came to nothing of these
 * @param appointmentId booked on this call
 * @param createdAt when the first of its callbacks was accepted
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record CallView(
        String callId,
        String provider,
        @Nullable UUID clinic,
        @Nullable String direction,
        @Nullable String from,
        @Nullable String to,
        @Nullable String status,
        @Nullable String language,
        @Nullable String outcome,
        @Nullable String endedReason,
        @Nullable String appointmentId,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Integer durationSeconds,
        Instant createdAt,
        Instant updatedAt,
        List<PromiseView> promises) {

    /**
     * What the caller was told.
     *
     * @param keptAt when booking-service's word of the appointment was found; null as long as there is none
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record PromiseView(
            String appointmentId,
            Instant startTime,
            Instant promisedAt,
            @Nullable Instant keptAt) {}

    /**
     * A page, newest first.
     *
     * @param next what {@code after} is for the next page; null on the last one
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record CallList(List<CallView> calls, @Nullable String next) {

        static CallList of(List<CallView> rows, int limit) {
            return new CallList(
                    rows, rows.size() < limit ? null : rows.getLast().callId());
        }
    }
}
