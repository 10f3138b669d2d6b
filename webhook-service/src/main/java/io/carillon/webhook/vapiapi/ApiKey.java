package io.carillon.webhook.vapiapi;

import java.util.Optional;
import java.util.regex.Pattern;

/** As whom we come to Vapi. Without a key, which only production can be, Vapi is not asked anything. */
final class ApiKey {

    private static final String DEVELOPMENT = "dev-vapi-key";

    /** What a header can carry: anything else would be told with the key in it, at the first call. */
    private static final Pattern ONE_LINE = Pattern.compile("[\\x21-\\x7e]+");

    private final Optional<String> key;

    /**
     * @param given {@code VAPI_API_KEY}
     * @throws IllegalArgumentException for the development key in production, and for what no header can carry
     */
    ApiKey(Optional<String> given, boolean production) {
        var own = given.map(String::strip).filter(text -> !text.isEmpty());
        if (production && own.filter(DEVELOPMENT::equals).isPresent()) {
            throw new IllegalArgumentException(
                    "VAPI_API_KEY is the development key; expected one of Vapi's in production, or nothing");
        }
        if (own.filter(text -> !ONE_LINE.matcher(text).matches()).isPresent()) {
            throw new IllegalArgumentException("VAPI_API_KEY is not one line of printable characters without blanks");
        }
        this.key = production ? own : own.or(() -> Optional.of(DEVELOPMENT));
    }

    /** The value of {@code Authorization}: a secret. */
    Optional<String> authorization() {
        return key.map(text -> "Bearer " + text);
    }
}
