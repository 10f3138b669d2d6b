package io.carillon.ttscache.entry;

import java.nio.charset.StandardCharsets;

/**
 * A text in a voice: what a caller is to hear.
 *
 * @param text 1 to {@value #MAX_BYTES} bytes of UTF-8 (Google's limit of a request), not blank, spoken as it stands
 */
public record Utterance(String text, Voice voice) {
    /** Google counts bytes, not characters, and refuses more of them. */
    public static final int MAX_BYTES = 5_000;

    /** @throws IllegalArgumentException saying what was wrong and what was expected */
    public Utterance {
        if (text.isBlank()) {
            throw new IllegalArgumentException("text is empty; expected something to say");
        }
        if (text.codePoints().anyMatch(Utterance::isHalfACharacter)) {
            throw new IllegalArgumentException("text is not Unicode: it has half of a surrogate pair");
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "text has " + bytes + " bytes; expected at most " + MAX_BYTES + " bytes of UTF-8");
        }
    }

    /** The name this is kept under. */
    public EntryKey key() {
        return EntryKey.of(text, voice);
    }

    private static boolean isHalfACharacter(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
