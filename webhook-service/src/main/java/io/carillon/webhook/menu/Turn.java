package io.carillon.webhook.menu;

import io.carillon.webhook.call.IdentityDesk;

/**
 * Where a call stands.
 *
 * @param number counts up with every question, so that no two questions of a call have the same URL; from 1
 * @param misses questions in a row that were not answered or not understood
 * @param triesLeft for the date of birth, on this call
 */
record Turn(int number, int misses, int triesLeft, State state) {

    /** More than a call can have questions; a number beyond is not ours. */
    static final int LAST = 1_000;

    static Turn first() {
        return new Turn(1, 0, IdentityDesk.TRIES, new State.AtMenu());
    }

    /** The next question. */
    Turn asking(State next) {
        return new Turn(number + 1, 0, triesLeft, next);
    }

    /** The same question once more, because the caller wants to hear it again. */
    Turn repeated() {
        return new Turn(number + 1, misses, triesLeft, state);
    }

    /** The same question once more, because it was not answered. */
    Turn missed() {
        return new Turn(number + 1, misses + 1, triesLeft, state);
    }

    Turn withTriesLeft(int tries) {
        return new Turn(number, misses, tries, state);
    }
}
