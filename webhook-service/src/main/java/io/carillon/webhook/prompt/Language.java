package io.carillon.webhook.prompt;

import java.util.Locale;

/** A language that callers are spoken to in. */
public enum Language {
    ENGLISH("en", "en-US", Locale.US),
    FRENCH("fr", "fr-FR", Locale.FRANCE);

    private final String code;
    private final String tag;
    private final Locale locale;

    Language(String code, String tag, Locale locale) {
        this.code = code;
        this.tag = tag;
        this.locale = locale;
    }

    /** As clinics name it: {@code en}, {@code fr}. */
    public String code() {
        return code;
    }

    /** As Twilio's {@code <Say>} and {@code <Gather>} and the speech providers name it: {@code en-US}. */
    public String tag() {
        return tag;
    }

    Locale locale() {
        return locale;
    }

    /** The language of a clinic; English where we do not speak the clinic's own. */
    public static Language of(String code) {
        for (var language : values()) {
            if (code.equals(language.code) || code.startsWith(language.code + "-")) {
                return language;
            }
        }
        return ENGLISH;
    }
}
