package io.carillon.stack.standin;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What HTTP's Basic authentication says. */
record BasicCredentials(String user, String secret) {

    private static final String SCHEME = "Basic ";

    static Optional<BasicCredentials> of(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(SCHEME)) {
            return Optional.empty();
        }
        try {
            var text = new String(
                    Base64.getDecoder().decode(authorization.substring(SCHEME.length())), StandardCharsets.UTF_8);
            var colon = text.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new BasicCredentials(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
