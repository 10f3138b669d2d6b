package io.carillon.webhook.sms;

import java.util.Locale;

/** What a message tells a patient. */
enum MessageKind {
    /** An appointment was booked on the line. */
    CONFIRMATION,
    /** It takes place at another time or with another doctor. */
    MOVED,
    CANCELLED;

    /** As it stands in the table, in answers and in metrics. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static MessageKind ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
