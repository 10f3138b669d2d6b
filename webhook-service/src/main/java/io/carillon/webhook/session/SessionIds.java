package io.carillon.webhook.session;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** Names of sessions: ours cannot be guessed, those of calls are Twilio's and Vapi's. */
final class SessionIds {

    /** 192 bits; 128 are what nobody can try out. */
    private static final int BYTES = 24;

    /** A call id of a provider or one of ours: nothing that could be a pattern or another key's name. */
    private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private final SecureRandom random = new SecureRandom();

    String next() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static boolean accepts(String id) {
        return ACCEPTED.matcher(id).matches();
    }
}
