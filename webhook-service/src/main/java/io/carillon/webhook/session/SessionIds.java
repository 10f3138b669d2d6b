package io.carillon.webhook.session;

import java.security.SecureRandom;
import java.util.Base64;

/** Names of sessions: ours cannot be guessed, those of calls are Twilio's and Vapi's. */
final class SessionIds {

    /** 192 bits; 128 are what nobody can try out. */
    private static final int BYTES = 24;

    private static final int LONGEST = 128;

    private final SecureRandom random = new SecureRandom();

    String next() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A call id of a provider or one of ours: nothing that could be a pattern or another key's name. */
    static boolean accepts(String id) {
        return !id.isEmpty() && id.length() <= LONGEST && id.chars().allMatch(SessionIds::accepts);
    }

    private static boolean accepts(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '_'
                || c == '.'
                || c == ':';
    }
}
