package io.carillon.webhook.menu;

import io.carillon.webhook.call.AppointmentDesk;
import io.carillon.webhook.call.BookedSlot;
import io.carillon.webhook.call.Changed;
import io.carillon.webhook.call.HeldSlot;
import io.carillon.webhook.call.IdentityDesk;
import io.carillon.webhook.call.RequestKey;
import io.carillon.webhook.menu.SlotOffers.Wanted;
import io.carillon.webhook.menu.State.ChoosingNewSlot;
import io.carillon.webhook.menu.State.Identifying;
import io.carillon.webhook.menu.State.Purpose;
import io.carillon.webhook.prompt.PromptKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Another time with the same doctor for an appointment of a proven patient. */
@ApplicationScoped
class MovingDialogue {

    private final SlotOffers offers;
    private final AppointmentDesk appointments;
    private final IdentityDesk identities;
    private final Questions questions = new Questions();

    MovingDialogue(SlotOffers offers, AppointmentDesk appointments, IdentityDesk identities) {
        this.offers = offers;
        this.appointments = appointments;
        this.identities = identities;
    }

    Reaction begin(Call call, String proof, BookedSlot moving) {
        var reaction = offers.offer(call, wanted(moving), PromptKey.OFFER_INTRO, asking(proof, moving));
        // Which one is moved is said, since nobody was asked where there is only one.
        return reaction instanceof Reaction.Ask(State state, List<Phrase> before)
                ? Reaction.ask(state, appointment(call, moving), before.getFirst())
                : reaction;
    }

    Reaction chosen(Call call, ChoosingNewSlot at, int number) {
        var patient = identities.recall(at.proof(), call.clinic(), call.callId());
        if (patient.isEmpty()) {
            return Reaction.ask(new Identifying(Purpose.MOVE));
        }
        var held = at.offered().get(number - 1);
        var key = RequestKey.of(call.callId(), "move", at.moving().appointmentId(), held.holdId());
        return switch (appointments.reschedule(
                call.clinic(), patient.get(), at.moving().appointmentId(), held, call.callId(), key, call.deadline())) {
            case Changed.Done(BookedSlot moved) ->
                new Reaction.Done(Phrase.of(PromptKey.MOVED, questions.time(call.clinic(), moved.slot())));
            case Changed.Taken taken -> {
                var from = at.offered().getFirst().slot().start();
                yield offers.offer(
                        call, wanted(at.moving()).from(from), PromptKey.SLOT_TAKEN, asking(at.proof(), at.moving()));
            }
            case Changed.NotTheirs gone -> new Reaction.PutThrough(PromptKey.CANNOT_CHANGE);
            case Changed.Refused refused -> new Reaction.PutThrough(PromptKey.CANNOT_CHANGE);
            case Changed.Closed closed -> new Reaction.PutThrough(PromptKey.BOOKING_CLOSED);
            case Changed.Unavailable unavailable -> new Reaction.PutThrough(PromptKey.TROUBLE);
            case Changed.Unsure unsure -> new Reaction.PutThrough(PromptKey.UNSURE);
        };
    }

    Reaction others(Call call, ChoosingNewSlot at, boolean anotherDay) {
        return offers.others(call, wanted(at.moving()), anotherDay, at.offered(), asking(at.proof(), at.moving()));
    }

    private Phrase appointment(Call call, BookedSlot booked) {
        return Phrase.of(PromptKey.YOUR_APPOINTMENT, questions.time(call.clinic(), booked.slot()));
    }

    private static Function<List<HeldSlot>, State> asking(String proof, BookedSlot moving) {
        return slots -> new ChoosingNewSlot(proof, moving, slots);
    }

    private static Wanted wanted(BookedSlot moving) {
        var slot = moving.slot();
        return new Wanted(slot.doctorId(), Duration.between(slot.start(), slot.end()), null);
    }
}
