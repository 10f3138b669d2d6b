package io.carillon.kit.request;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes a client's request id where it is harmless, makes one where it is not. */
final class RequestIds {

    /** Long enough for a UUID or a trace id, short enough for a log line; nothing that can break one. */
    private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private RequestIds() {}

    static String takeOrMake(@Nullable String offered) {
        return offered != null && ACCEPTED.matcher(offered).matches() ? offered : made();
    }

    /** A random UUID (RFC 9562, version 4). It names a request and keeps no secret, so it need not be hard to guess. */
    private static String made() {
        var random = ThreadLocalRandom.current();
        var high = random.nextLong() & ~0xf000L | 0x4000L;
        var low = random.nextLong() & ~(0b11L << 62) | 0b10L << 62;
        return new UUID(high, low).toString();
    }
}
