package io.carillon.kit.request;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes a client's request id where it is harmless, makes one where it is not. */
final class RequestIds {

    /** Long enough for a UUID or a trace id, short enough for a log line; nothing that can break one. */
    private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private RequestIds() {}

    static String takeOrMake(@Nullable String offered) {
        return offered != null && ACCEPTED.matcher(offered).matches()
                ? offered
                : UUID.randomUUID().toString();
    }
}
