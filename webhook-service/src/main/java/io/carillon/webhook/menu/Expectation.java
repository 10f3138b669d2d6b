package io.carillon.webhook.menu;

/** What kind of answer a question waits for. */
sealed interface Expectation {

    /** One of the menu's keys, or a word for what is wanted. */
    record Wish() implements Expectation {}

    /**
     * One of a list.
     *
     * @param offered how many there are
     * @param more whether others can be asked for
     */
    record OneOf(int offered, boolean more) implements Expectation {}

    record YesOrNo() implements Expectation {}

    /** A date of birth. @param order of its digits where month and day are both numbers */
    record Birth(DateOrder order) implements Expectation {}
}
