package io.carillon.booking.mode;

import java.util.Arrays;
import java.util.Optional;

/** What a clinic can be without for a while (R-EXT-14). */
public enum Feature {
    VOICE("voice"),
    WHATSAPP("whatsapp"),
    SMS("sms"),
    BOOKING("booking"),
    CALENDAR_SYNC("calendar-sync"),
    MEMORY("memory");

    private final String word;

    Feature(String word) {
        this.word = word;
    }

    /** As it stands in JSON, in paths and in the table. */
    public String word() {
        return word;
    }

    static Optional<Feature> ofWord(String word) {
        return Arrays.stream(values())
                .filter(feature -> feature.word.equals(word))
                .findFirst();
    }
}
