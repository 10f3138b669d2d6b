package io.carillon.webhook.delivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids of calls as tables have them. A provider's are short and plain; what a signed body calls an id may be anything, and
 * must neither break a statement nor an index.
 */
public final class CallIds {

    /** Characters of an id; Twilio's have 34, Vapi's 36. */
    public static final int LONGEST = 128;

    private CallIds() {}

    /** The id itself, or where it is longer or holds control characters, the SHA-256 of it in hex. */
    public static String stored(String callId) {
        return callId.length() <= LONGEST && callId.chars().noneMatch(Character::isISOControl)
                ? callId
                : HexFormat.of().formatHex(sha256(callId));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
