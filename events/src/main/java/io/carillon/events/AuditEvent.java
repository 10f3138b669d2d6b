package io.carillon.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Every change that a person or key asked for; topic {@link Topic#AUDIT}, keyed by actor. */
public sealed interface AuditEvent extends Event {

    /** The name of the key or person. */
    String actor();

    @Override
    default String key() {
        return actor();
    }

    /**
     * One change (R-SEC-06).
     *
     * @param resource what kind of thing was changed: {@code incident}, {@code appointment} …
     * @param action what was done, upper case: {@code ACKNOWLEDGE}, {@code BOOK} …
     * @param source address the request came from
     */
    record ChangeRecorded(
            String actor,
            String resource,
            String resourceId,
            String action,
            @Nullable String before,
            @Nullable String after,
            @Nullable String source,
            Instant createdAt)
            implements AuditEvent {}
}
