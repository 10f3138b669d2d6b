package io.carillon.webhook.menu;

import io.carillon.webhook.call.BookedSlot;
import io.carillon.webhook.call.HeldSlot;
import io.carillon.webhook.call.Slot;
import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.menu.State.AtMenu;
import io.carillon.webhook.menu.State.ChoosingAppointment;
import io.carillon.webhook.menu.State.ChoosingNewSlot;
import io.carillon.webhook.menu.State.ChoosingSlot;
import io.carillon.webhook.menu.State.Deciding;
import io.carillon.webhook.menu.State.Identifying;
import io.carillon.webhook.menu.State.Purpose;
import io.carillon.webhook.prompt.PromptKey;
import io.carillon.webhook.prompt.Prompts;
import java.util.ArrayList;
import java.util.List;

/** Words each state's question, and says what kind of answer it waits for: a question can be asked again at any time. */
final class Questions {

    private final Prompts prompts = Prompts.load();

    List<Phrase> of(Clinic clinic, State state) {
        return switch (state) {
            case AtMenu() -> List.of(Phrase.of(PromptKey.MENU));
            case ChoosingSlot(List<HeldSlot> offered) -> offers(clinic, offered);
            case Identifying(Purpose purpose) ->
                List.of(Phrase.of(
                        switch (DateOrder.of(clinic)) {
                            case DAY_FIRST -> PromptKey.ASK_BIRTH_DAY_FIRST;
                            case MONTH_FIRST -> PromptKey.ASK_BIRTH_MONTH_FIRST;
                        }));
            case ChoosingAppointment(Purpose purpose, String proof, List<BookedSlot> appointments) ->
                which(clinic, purpose, appointments);
            case ChoosingNewSlot(String proof, BookedSlot moving, List<HeldSlot> offered) -> offers(clinic, offered);
            case Deciding(String proof, BookedSlot cancelling) ->
                List.of(Phrase.of(PromptKey.REALLY_CANCEL, time(clinic, cancelling.slot())));
        };
    }

    Expectation expectation(Clinic clinic, State state) {
        return switch (state) {
            case AtMenu() -> new Expectation.Wish();
            case ChoosingSlot(List<HeldSlot> offered) -> new Expectation.OneOf(offered.size(), true);
            case Identifying(Purpose purpose) -> new Expectation.Birth(DateOrder.of(clinic));
            case ChoosingAppointment(Purpose purpose, String proof, List<BookedSlot> appointments) ->
                new Expectation.OneOf(appointments.size(), false);
            case ChoosingNewSlot(String proof, BookedSlot moving, List<HeldSlot> offered) ->
                new Expectation.OneOf(offered.size(), true);
            case Deciding(String proof, BookedSlot cancelling) -> new Expectation.YesOrNo();
        };
    }

    /** As the clinic's people would say it, in their zone. */
    String time(Clinic clinic, Slot slot) {
        return prompts.spoken(clinic.language(), slot.start().atZone(clinic.zone()));
    }

    private List<Phrase> offers(Clinic clinic, List<HeldSlot> offered) {
        var phrases = new ArrayList<Phrase>();
        for (var held : offered) {
            phrases.add(
                    Phrase.of(PromptKey.OFFER_SLOT, time(clinic, held.slot()), Integer.toString(phrases.size() + 1)));
        }
        phrases.add(Phrase.of(PromptKey.OFFER_MORE));
        return phrases;
    }

    private List<Phrase> which(Clinic clinic, Purpose purpose, List<BookedSlot> appointments) {
        var phrases = new ArrayList<Phrase>();
        phrases.add(Phrase.of(
                switch (purpose) {
                    case MOVE -> PromptKey.WHICH_TO_MOVE;
                    case CANCEL -> PromptKey.WHICH_TO_CANCEL;
                }));
        for (var booked : appointments) {
            phrases.add(Phrase.of(
                    PromptKey.WHICH_APPOINTMENT, time(clinic, booked.slot()), Integer.toString(phrases.size())));
        }
        return phrases;
    }
}
