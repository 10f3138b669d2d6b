package io.carillon.booking.mode;

import io.carillon.kit.query.JsonFields;

/** Why somebody switches something; asked of everybody, because the next person on call will ask it. */
final class Reasons {

    private static final int LONGEST = 200;

    private Reasons() {}

    /** The body's {@code reason}; an empty text when it is faulty. */
    static String read(JsonFields fields) {
        var text = fields.optionalText("reason", LONGEST);
        if (!fields.has("reason") || (text != null && text.isBlank())) {
            fields.fault("reason", "is missing; expected why, in up to %d characters".formatted(LONGEST));
        }
        return text == null ? "" : text.strip();
    }
}
