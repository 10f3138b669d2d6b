package io.carillon.webhook.menu;

import java.time.LocalDate;

/** What a caller's key or words mean at a question. */
sealed interface Heard {

    /** An answer to what was asked. */
    sealed interface Answer extends Heard {}

    record Emergency() implements Heard {}

    record Person() implements Heard {}

    record Book() implements Answer {}

    record Move() implements Answer {}

    record Cancel() implements Answer {}

    /** @param number as it was offered, from 1 */
    record Choice(int number) implements Answer {}

    /** None of these: other times. */
    record OtherTimes() implements Answer {}

    record AnotherDay() implements Answer {}

    record Yes() implements Answer {}

    record No() implements Answer {}

    record Birth(LocalDate date) implements Answer {}

    /** Say that again. */
    record Again() implements Heard {}

    /** Back to the menu. */
    record Back() implements Heard {}

    record Silence() implements Heard {}

    record Unclear() implements Heard {}
}
