package io.carillon.booking.mode;

import io.carillon.booking.query.QueryParameters;
import org.jspecify.annotations.Nullable;

/** Why somebody switches something; asked of everybody, because the next person on call will ask it. */
final class Reasons {

    private static final int LONGEST = 200;

    private Reasons() {}

    static String read(@Nullable String reason) {
        var text = QueryParameters.text("reason", reason);
        if (text == null || text.isBlank() || text.length() > LONGEST) {
            throw QueryParameters.invalid(
                    "reason is missing or too long; expected why, in up to %d characters.".formatted(LONGEST));
        }
        return text.strip();
    }
}
