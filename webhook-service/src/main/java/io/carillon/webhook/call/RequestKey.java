package io.carillon.webhook.call;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of one thing that a caller wants done, sent as {@code Idempotency-Key}: asked for again under it, it is done
 * once.
 */
public record RequestKey(String text) {

    /**
     * @param callId of the telephone platform
     * @param step what is wanted on that call: a turn's number, a hold, a tool call's id; never twice for two wishes
     * @return always of a form that booking-service takes, whatever the platform's ids look like
     */
    public static RequestKey of(String callId, String... step) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(callId.getBytes(StandardCharsets.UTF_8));
            for (var part : step) {
                sha.update((byte) 0);
                sha.update(part.getBytes(StandardCharsets.UTF_8));
            }
            return new RequestKey("call-" + HexFormat.of().formatHex(sha.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
