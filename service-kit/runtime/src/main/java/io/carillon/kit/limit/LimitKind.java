package io.carillon.kit.limit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What requests are counted by. */
public enum LimitKind {
    /** Where a request from outside comes from. */
    ADDRESS,
    /** The name of the key it carries. */
    KEY,
    /** The clinic that another service speaks for. */
    CLINIC,
    /** Signed callbacks of a provider: counted, never refused. */
    SIGNED;

    /** As operators write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<LimitKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
