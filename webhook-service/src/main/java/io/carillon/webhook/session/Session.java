package io.carillon.webhook.session;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One conversation.
 *
 * @param origin {@code call} or {@code web}
 * @param expiresAt when it ends unless it is used before
 */
record Session(String id, String origin, @Nullable UUID orgId, Instant startedAt, Instant seenAt, Instant expiresAt) {

    /** Start in milliseconds, origin, clinic; the latter empty where it is not known. */
    private static final Pattern KEPT = Pattern.compile("(\\d{1,18}) (call|web) ([0-9a-f-]{36})?");

    /** @param text as {@link SessionScripts} keeps it; empty for anything else that lies there */
    static Optional<Session> read(String id, String text, Instant seenAt, Instant expiresAt) {
        var kept = KEPT.matcher(text);
        return kept.matches()
                ? Optional.of(new Session(
                        id,
                        kept.group(2),
                        kept.group(3) == null ? null : UUID.fromString(kept.group(3)),
                        Instant.ofEpochMilli(Long.parseLong(kept.group(1))),
                        seenAt,
                        expiresAt))
                : Optional.empty();
    }
}
