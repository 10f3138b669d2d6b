package io.carillon.webhook.sms;

import java.util.UUID;

/**
 * The few characters at the end of each message by which it is found again at Twilio, and which a patient can read out.
 * Twilio keeps nothing else of ours with a message: it has no field for an id of the sender's.
 */
final class Reference {

    /** Without what looks alike: I, L, O, U, 0, 1. */
    private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int LENGTH = 7;

    private Reference() {}

    /** Seven characters, 34 bits: within the messages to one number two are never the same for all practical purposes. */
    static String of(UUID message) {
        var rest = message.getMostSignificantBits() * 31 + message.getLeastSignificantBits();
        var text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt((int) Long.remainderUnsigned(rest, ALPHABET.length())));
            rest = Long.divideUnsigned(rest, ALPHABET.length());
        }
        return text.toString();
    }
}
