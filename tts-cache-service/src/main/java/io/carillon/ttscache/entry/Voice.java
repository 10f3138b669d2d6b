package io.carillon.ttscache.entry;

import java.util.regex.Pattern;

/**
 * Who speaks. Both parts stand in a Redis key between colons and in a path, so neither can hold a colon, a slash or
 * anything that a pattern search of Redis gives a meaning.
 *
 * @param name the provider's name of the voice, for example {@code en-US-Neural2-F}
 * @param language a BCP 47 tag, for example {@code en-US}
 */
public record Voice(String name, String language) {
    /** What a voice's name looks like. */
    public static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    /** What a language tag looks like. */
    public static final String LANGUAGE = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}";

    private static final Pattern NAMES = Pattern.compile(NAME);
    private static final Pattern LANGUAGES = Pattern.compile(LANGUAGE);

    /** @throws IllegalArgumentException saying what was wrong and what was expected */
    public Voice {
        if (!NAMES.matcher(name).matches()) {
            throw new IllegalArgumentException("voice is not a voice's name; expected for example en-US-Neural2-F");
        }
        if (!LANGUAGES.matcher(language).matches()) {
            throw new IllegalArgumentException("language is not a BCP 47 tag; expected for example en-US");
        }
    }
}
