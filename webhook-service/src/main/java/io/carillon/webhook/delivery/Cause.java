package io.carillon.webhook.delivery;

import java.util.Locale;

/** Whose fault a failed delivery is; what is done about it depends on that. */
enum Cause {
    /** The callback says what nobody can do anything with; trying again would change nothing. */
    SENDER("sender", 422),
    /** Our code or schema could not do what it should. */
    OURS("ours", 500),
    /** Something that an effect needs, other than PostgreSQL, did not answer. */
    DEPENDENCY("dependency", 503);

    private final String word;
    private final int httpStatus;

    Cause(String word, int httpStatus) {
        this.word = word;
        this.httpStatus = httpStatus;
    }

    /** In the table, on the topic and in answers. */
    String word() {
        return word;
    }

    /** The same as an HTTP status (R-WEB-13). */
    int httpStatus() {
        return httpStatus;
    }

    static Cause ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
