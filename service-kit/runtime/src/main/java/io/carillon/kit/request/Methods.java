package io.carillon.kit.request;

import java.util.Set;

/** Bounds the label {@code method}: a client may invent methods without end, and each would be a series of its own. */
public final class Methods {

    private static final String OTHER = "OTHER";

    /** RFC 9110, section 9, and RFC 5789. */
    private static final Set<String> KNOWN =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    private Methods() {}

    /** {@code method} itself where it is a standard one, otherwise {@code OTHER}. */
    public static String label(String method) {
        return KNOWN.contains(method) ? method : OTHER;
    }
}
