package io.carillon.kit.outside;

import java.util.Optional;
import java.util.regex.Pattern;

/** As whom we come to a service outside. Without a key, which only production can be, it is not asked anything. */
public final class ApiKey {

    /** What a header can carry: anything else would be told with the key in it, at the first call. */
    private static final Pattern ONE_LINE = Pattern.compile("[\\x21-\\x7e]+");

    private final Optional<String> key;

    /**
     * @param setting by which operators know it, for example {@code VAPI_API_KEY}
     * @param development what stands for it locally
     * @throws IllegalArgumentException for the development key in production, and for what no header can carry
     */
    public ApiKey(String setting, String development, Optional<String> given, boolean production) {
        var own = given.map(String::strip).filter(text -> !text.isEmpty());
        if (production && own.filter(development::equals).isPresent()) {
            throw new IllegalArgumentException(
                    setting + " is the development key; expected one of the provider's in production, or nothing");
        }
        if (own.filter(text -> !ONE_LINE.matcher(text).matches()).isPresent()) {
            throw new IllegalArgumentException(setting + " is not one line of printable characters without blanks");
        }
        this.key = production ? own : own.or(() -> Optional.of(development));
    }

    /** The value of {@code Authorization}: a secret. */
    public Optional<String> bearer() {
        return key.map(text -> "Bearer " + text);
    }
}
