package io.carillon.booking.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * An answer as it goes over the wire.
 *
 * @param status HTTP status, 200 to 499: what is ours to mend (5xx) is not kept, the same request may succeed
 * @param mediaType of {@code body}
 * @param location where the thing made is to be found; null when nothing was made
 */
public record Answer(int status, String mediaType, @Nullable String location, byte[] body) {}
