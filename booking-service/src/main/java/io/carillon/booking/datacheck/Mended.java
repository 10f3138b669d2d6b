package io.carillon.booking.datacheck;

/** What became of one row. */
sealed interface Mended {

    /** @param how in a few words, without anything a patient said */
    record Changed(String how) implements Mended {}

    /** @param why it was not touched, and what to do instead */
    record Left(String why) implements Mended {}
}
