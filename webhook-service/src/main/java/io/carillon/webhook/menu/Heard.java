package io.carillon.webhook.menu;

import java.time.LocalDate;

/** What a caller's key or words mean at a question. */
sealed interface Heard {

    record Emergency() implements Heard {}

    record Person() implements Heard {}

    record Book() implements Heard {}

    record Move() implements Heard {}

    record Cancel() implements Heard {}

    /** @param number as it was offered, from 1 */
    record Choice(int number) implements Heard {}

    /** None of these: other times. */
    record OtherTimes() implements Heard {}

    record AnotherDay() implements Heard {}

    record Yes() implements Heard {}

    record No() implements Heard {}

    record Birth(LocalDate date) implements Heard {}

    /** Say that again. */
    record Again() implements Heard {}

    /** Back to the menu. */
    record Back() implements Heard {}

    record Silence() implements Heard {}

    record Unclear() implements Heard {}
}
