package io.carillon.alerting.pipeline;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/**
 * Ids that follow from what they name (UUID version 5, RFC 9562), so that a replica without its database, another
 * replica and a replay all arrive at the same one.
 */
public final class IncidentIds {

    /** Version 5 of {@code carillon:incident} under the RFC's URL name space: ours alone. */
    private static final UUID NAME_SPACE = UUID.fromString("0f2f6d3c-3d1e-5f0b-9c55-6f1c6a7b3a10");

    private IncidentIds() {}

    /** The incident for {@code condition} opened at {@code openedAt}; also PagerDuty's {@code dedup_key}. */
    public static UUID incident(String condition, Instant openedAt) {
        return of(condition + '\n' + openedAt);
    }

    /** An id for something that belongs to {@code parent}, told apart by {@code parts}. */
    public static UUID part(UUID parent, Object... parts) {
        var name = new StringBuilder(parent.toString());
        Arrays.stream(parts).forEach(part -> name.append('\n').append(part));
        return of(name.toString());
    }

    private static UUID of(String name) {
        var sha1 = sha1();
        sha1.update(ByteBuffer.allocate(16)
                .putLong(NAME_SPACE.getMostSignificantBits())
                .putLong(NAME_SPACE.getLeastSignificantBits())
                .flip());
        var hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
        var most = hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x5000L;
        var least = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(most, least);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
