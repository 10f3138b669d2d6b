package io.carillon.booking.datacheck;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be asked for by name, {@code GET /api/diagnostics/data/{check}}; each looks for several faults. */
enum Check {
    /** One patient, one time, several appointments (R-BOOK-28). */
    DUPLICATES,
    /** Rows that were taken away, and by whom (R-BOOK-29). */
    MISSING,
    /** Rows that refer to nothing (R-BOOK-30). */
    ORPHANS,
    /** Times and totals that cannot be (R-BOOK-31). */
    INCORRECT,
    /** Rows that belong to no clinic, or to two (R-BOOK-18). */
    ISOLATION,
    /** Appointments without their claim on the doctor's time, and claims without an appointment (design, section 4). */
    CLAIMS;

    /** As paths and labels have it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Check> of(String word) {
        return Arrays.stream(values())
                .filter(check -> check.word().equals(word))
                .findFirst();
    }
}
