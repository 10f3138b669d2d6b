package io.carillon.webhook.menu;

import io.carillon.webhook.call.HeldSlot;
import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.menu.State.AtMenu;
import io.carillon.webhook.menu.State.ChoosingAppointment;
import io.carillon.webhook.menu.State.ChoosingNewSlot;
import io.carillon.webhook.menu.State.ChoosingSlot;
import io.carillon.webhook.menu.State.Deciding;
import io.carillon.webhook.menu.State.Identifying;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a language model may choose from at a question. Nothing where the question or its answer is about a patient: a date of
 * birth and what somebody has booked stay in the house, and no model cancels anything.
 */
final class Meanings {

    private static final Meaning EMERGENCY = new Meaning(
            "emergency", "somebody is in danger or badly hurt and needs help at once", new Heard.Emergency());
    private static final Meaning PERSON =
            new Meaning("person", "wants to speak with a person of the clinic", new Heard.Person());
    private static final Meaning AGAIN = new Meaning("again", "wants to hear the question again", new Heard.Again());
    private static final Meaning BACK = new Meaning("back", "wants to go back to the menu", new Heard.Back());

    private static final List<Meaning> AT_MENU = List.of(
            EMERGENCY,
            PERSON,
            AGAIN,
            new Meaning("book", "wants a new appointment: to be seen, a check-up, a visit", new Heard.Book()),
            new Meaning("move", "wants another time for an appointment that they have", new Heard.Move()),
            new Meaning("cancel", "does not want or cannot keep an appointment that they have", new Heard.Cancel()));

    private final Questions questions;

    Meanings(Questions questions) {
        this.questions = questions;
    }

    /** @param description for the model, in English */
    record Meaning(String word, String description, Heard heard) {}

    /** By word, in a fixed order; empty where no model is asked. */
    Map<String, Meaning> of(Clinic clinic, State state) {
        return switch (state) {
            case AtMenu() -> byWord(AT_MENU);
            case ChoosingSlot(List<HeldSlot> offered) -> ofOffers(clinic, offered);
            case ChoosingNewSlot at -> ofOffers(clinic, at.offered());
            case Identifying identifying -> Map.of();
            case ChoosingAppointment choosing -> Map.of();
            case Deciding deciding -> Map.of();
        };
    }

    private Map<String, Meaning> ofOffers(Clinic clinic, List<HeldSlot> offered) {
        var meanings = byWord(List.of(
                EMERGENCY,
                PERSON,
                AGAIN,
                BACK,
                new Meaning("other_times", "wants other times than those offered", new Heard.OtherTimes()),
                new Meaning("another_day", "wants times on another day", new Heard.AnotherDay())));
        for (int number = 1; number <= offered.size(); number++) {
            var time = questions.time(clinic, offered.get(number - 1).slot());
            var word = "option_" + number;
            meanings.put(
                    word, new Meaning(word, "takes offer number " + number + ", " + time, new Heard.Choice(number)));
        }
        return meanings;
    }

    private static Map<String, Meaning> byWord(List<Meaning> meanings) {
        var words = new LinkedHashMap<String, Meaning>();
        meanings.forEach(meaning -> words.put(meaning.word(), meaning));
        return words;
    }
}
