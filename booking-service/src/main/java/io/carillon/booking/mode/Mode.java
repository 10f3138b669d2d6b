package io.carillon.booking.mode;

import java.util.Arrays;
import java.util.Optional;

/** How much of the platform is open (R-BOOK-15). */
public enum Mode {
    NORMAL("normal"),
    /** Nothing is written on anybody's behalf, repairs neither: for taking stock after corruption (R-BOOK-32). */
    READ_ONLY("read-only"),
    /** Callers' writes are refused, operators' repairs go on. */
    MAINTENANCE("maintenance");

    private final String word;

    Mode(String word) {
        this.word = word;
    }

    /** As it stands in JSON and in the table. */
    public String word() {
        return word;
    }

    static Optional<Mode> ofWord(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word.equals(word)).findFirst();
    }
}
