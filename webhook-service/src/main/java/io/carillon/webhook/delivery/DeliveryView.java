package io.carillon.webhook.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as operators see it; never what the callback said.
 *
 * @param event what the callback was about, for example {@code voice.status}
 * @param httpStatus of the last try: 422 the sender's fault, 500 ours, 503 a dependency's
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DeliveryView(
        long jobId,
        String status,
        String provider,
        String event,
        String callId,
        int attempts,
        @Nullable String cause,
        @Nullable String lastError,
        @Nullable Integer httpStatus,
        @Nullable UUID clinic,
        @Nullable String requestId,
        Instant acceptedAt,
        @Nullable Instant diedAt,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * A page, in order of job id.
     *
     * @param next what {@code after} is for the next page; null on the last one
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record DeliveryList(
            List<DeliveryView> deliveries, @Nullable Long next) {

        static DeliveryList of(List<DeliveryView> rows, int limit) {
            return new DeliveryList(
                    rows, rows.size() < limit ? null : rows.getLast().jobId());
        }
    }
}
