package io.carillon.stack.door;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of {@code deploy/routes.yaml}.
 *
 * @param path without the {@code /**} of a prefix
 * @param prefix whether everything below the path belongs to it too
 * @param owner the service that answers, for example {@code booking-service}
 * @param auth what the owner asks for; the door itself asks for nothing
 * @param streaming whether the answer may stay open as long as it likes
 */
public record Route(String path, boolean prefix, String owner, Auth auth, boolean streaming) {

    /** How the owner knows its callers. */
    public enum Auth {
        OPEN,
        KEY,
        TWILIO,
        VAPI,
        MIXED;

        static Optional<Auth> of(String wireName) {
            return Arrays.stream(values())
                    .filter(auth -> auth.name().toLowerCase(Locale.ROOT).equals(wireName))
                    .findFirst();
        }
    }

    boolean matches(String rawPath) {
        return rawPath.equals(path) || (prefix && rawPath.startsWith(path + "/"));
    }
}
