package io.carillon.webhook.intake;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a callback is answered with, kept so that a repeat gets the same bytes.
 *
 * @param contentType empty when there is no body
 */
public record Answer(int status, String contentType, byte[] body) {

    private static final byte[] NONE = new byte[0];

    /** 204, which Twilio takes where no TwiML is needed. */
    public static Answer noContent() {
        return new Answer(204, "", NONE);
    }

    /** 503: the sender should try elsewhere or later, since this could not be made durable. */
    public static Answer unavailable() {
        return new Answer(503, "", NONE);
    }

    /** As it is kept in Redis: status and type on a line, then the body. */
    byte[] toBytes() {
        var head = (status + " " + contentType + "\n").getBytes(StandardCharsets.US_ASCII);
        var bytes = new byte[head.length + body.length];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(body, 0, bytes, head.length, body.length);
        return bytes;
    }

    /** Reads {@link #toBytes()}; empty for anything else. */
    static Optional<Answer> fromBytes(byte[] bytes) {
        int line = 0;
        while (line < bytes.length && bytes[line] != '\n') {
            line++;
        }
        var head = new String(bytes, 0, line, StandardCharsets.US_ASCII);
        int space = head.indexOf(' ');
        if (space != 3 || line == bytes.length || !head.chars().limit(3).allMatch(Character::isDigit)) {
            return Optional.empty();
        }
        var body = java.util.Arrays.copyOfRange(bytes, line + 1, bytes.length);
        return Optional.of(new Answer(Integer.parseInt(head.substring(0, 3)), head.substring(4), body));
    }
}
