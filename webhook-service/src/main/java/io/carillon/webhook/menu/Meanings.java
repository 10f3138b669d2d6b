package io.carillon.webhook.menu;

import io.carillon.webhook.menu.State.AtMenu;
import io.carillon.webhook.menu.State.ChoosingAppointment;
import io.carillon.webhook.menu.State.ChoosingNewSlot;
import io.carillon.webhook.menu.State.ChoosingSlot;
import io.carillon.webhook.menu.State.Deciding;
import io.carillon.webhook.menu.State.Identifying;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a language model may choose from at a question: which question is asked next, and no more. It takes no time that is offered
 * and cancels nothing, since asked once more it may choose differently; and it is not asked where question or answer is about a
 * patient.
 */
final class Meanings {

    private static final Meaning EMERGENCY = new Meaning(
            "emergency", "somebody is in danger or badly hurt and needs help at once", new Heard.Emergency());
    private static final Meaning PERSON =
            new Meaning("person", "wants to speak with a person of the clinic", new Heard.Person());
    private static final Meaning AGAIN = new Meaning("again", "wants to hear the question again", new Heard.Again());
    private static final Meaning BACK = new Meaning("back", "wants to go back to the menu", new Heard.Back());

    private static final Map<String, Meaning> AT_MENU = byWord(
            EMERGENCY,
            PERSON,
            AGAIN,
            new Meaning("book", "wants a new appointment: to be seen, a check-up, a visit", new Heard.Book()),
            new Meaning("move", "wants another time for an appointment that they have", new Heard.Move()),
            new Meaning("cancel", "does not want or cannot keep an appointment that they have", new Heard.Cancel()));

    private static final Map<String, Meaning> AT_OFFERS = byWord(
            EMERGENCY,
            PERSON,
            AGAIN,
            BACK,
            new Meaning("other_times", "wants other times than those offered", new Heard.OtherTimes()),
            new Meaning("another_day", "wants times on another day", new Heard.AnotherDay()));

    private Meanings() {}

    /** @param description for the model, in English */
    record Meaning(String word, String description, Heard heard) {}

    /** By word, in a fixed order; empty where no model is asked. */
    static Map<String, Meaning> of(State state) {
        return switch (state) {
            case AtMenu() -> AT_MENU;
            case ChoosingSlot offered -> AT_OFFERS;
            case ChoosingNewSlot offered -> AT_OFFERS;
            case Identifying identifying -> Map.of();
            case ChoosingAppointment choosing -> Map.of();
            case Deciding deciding -> Map.of();
        };
    }

    private static Map<String, Meaning> byWord(Meaning... meanings) {
        var words = new LinkedHashMap<String, Meaning>();
        for (var meaning : meanings) {
            words.put(meaning.word(), meaning);
        }
        return Collections.unmodifiableMap(words);
    }
}
