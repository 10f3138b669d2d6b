package io.carillon.webhook.sms;

import java.util.Locale;

/** How far a message is. */
enum State {
    /** To be sent when it is due. */
    QUEUED,
    /** Somebody is at it, or died at it. */
    SENDING,
    /** Twilio has it. */
    SENT,
    /** The carrier says that it arrived. */
    DELIVERED,
    /** The carrier says that it did not, for good. */
    UNDELIVERED,
    /** Twilio refused it, for good. */
    FAILED,
    /** Twilio may have it or not: it is looked up, and never sent again before that has said no. */
    UNKNOWN,
    /** It is not to be sent: the recipient does not want it, it is too late, or it is not true any more. */
    SUPPRESSED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static State ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
