package io.carillon.webhook.languagemodel;

import io.carillon.kit.outside.Unserved;

/** What the model made of somebody's words. */
sealed interface Reading {

    /** @param word one of those that it was given to choose from */
    record Meant(String word) implements Reading {}

    /** None of them, or several. */
    record Unclear() implements Reading {}

    /** The model has said nothing. */
    record Missing(Unserved why) implements Reading {}
}
