package io.carillon.webhook.call;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What slots to look for.
 *
 * @param doctorId null for any doctor of the clinic
 * @param from null for now
 * @param days how far to look, 1 or more
 * @param limit how many to offer, 1 to 5
 */
public record Search(
        @Nullable String doctorId, @Nullable OffsetDateTime from, int days, Duration duration, int limit) {}
