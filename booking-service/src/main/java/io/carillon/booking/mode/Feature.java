package io.carillon.booking.mode;

import java.util.Arrays;
import java.util.Optional;

/** What a clinic can be without for a while (R-EXT-14), or has only where it is switched on. */
public enum Feature {
    VOICE("voice"),
    WHATSAPP("whatsapp"),
    SMS("sms"),
    BOOKING("booking"),
    CALENDAR_SYNC("calendar-sync"),
    MEMORY("memory"),
    /** The assistant takes the calls of a clinic that has named one; without this the phone menu does. */
    RECEPTIONIST("receptionist"),
    /** What is said on calls is kept, in writing: off until a clinic has decided otherwise (design, section 9). */
    TRANSCRIPTION("transcription", false),
    /** A language model outside is asked what callers mean: off until a clinic has decided that their words may go there. */
    LANGUAGE_MODEL("language-model", false);

    private final String word;
    private final boolean usual;

    Feature(String word) {
        this(word, true);
    }

    Feature(String word, boolean usual) {
        this.word = word;
        this.usual = usual;
    }

    /** As it stands in JSON, in paths and in the table. */
    public String word() {
        return word;
    }

    /** Whether a clinic has it while nobody has switched it. */
    boolean usual() {
        return usual;
    }

    static Optional<Feature> ofWord(String word) {
        return Arrays.stream(values())
                .filter(feature -> feature.word.equals(word))
                .findFirst();
    }
}
