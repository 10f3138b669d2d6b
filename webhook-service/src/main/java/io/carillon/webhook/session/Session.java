package io.carillon.webhook.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One conversation.
 *
 * @param origin {@code call} or {@code web}
 * @param expiresAt when it ends unless it is used before
 */
record Session(String id, String origin, @Nullable UUID orgId, Instant startedAt, Instant seenAt, Instant expiresAt) {}
