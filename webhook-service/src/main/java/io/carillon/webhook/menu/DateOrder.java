package io.carillon.webhook.menu;

import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.prompt.Language;

/** In which order people of a clinic's country write a date. */
enum DateOrder {
    /** DDMMYYYY, as nearly everywhere. */
    DAY_FIRST,
    /** MMDDYYYY, as in the United States. */
    MONTH_FIRST;

    /** A clinic does not say its country: it is where +1 is dialled and English spoken that the month goes first. */
    static DateOrder of(Clinic clinic) {
        return clinic.language() == Language.ENGLISH
                        && clinic.numbers().stream().anyMatch(number -> number.startsWith("+1"))
                ? MONTH_FIRST
                : DAY_FIRST;
    }
}
