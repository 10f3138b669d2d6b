package io.carillon.webhook.sms;

import java.util.Optional;
import java.util.UUID;

/** The path and query under which Twilio tells the status of one message. */
final class StatusTarget {

    private static final String PATH = "/api/sms/status?message=";

    private StatusTarget() {}

    static String of(UUID message) {
        return PATH + message;
    }

    /** The message that a callback to {@code target} is about; empty for a callback of a message that is not ours. */
    static Optional<UUID> message(String target) {
        if (!target.startsWith(PATH)) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(target.substring(PATH.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
