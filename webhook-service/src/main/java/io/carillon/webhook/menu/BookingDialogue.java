package io.carillon.webhook.menu;

import io.carillon.webhook.call.Booked;
import io.carillon.webhook.call.FrontDesk;
import io.carillon.webhook.call.HeldSlot;
import io.carillon.webhook.call.RequestKey;
import io.carillon.webhook.call.Slot;
import io.carillon.webhook.intake.PromiseRecorder;
import io.carillon.webhook.menu.SlotOffers.Wanted;
import io.carillon.webhook.menu.State.ChoosingSlot;
import io.carillon.webhook.prompt.PromptKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Three slots, a choice, an appointment. */
@ApplicationScoped
class BookingDialogue {

    static final String PROVIDER = "twilio";

    private static final Wanted ANY = new Wanted(null, Duration.ofMinutes(30), null);

    private final SlotOffers offers;
    private final FrontDesk desk;
    private final PromiseRecorder promises;
    private final Questions questions = new Questions();

    BookingDialogue(SlotOffers offers, FrontDesk desk, PromiseRecorder promises) {
        this.offers = offers;
        this.desk = desk;
        this.promises = promises;
    }

    Reaction begin(Call call) {
        return call.person().reachable()
                ? offers.offer(call, ANY, PromptKey.OFFER_INTRO, ChoosingSlot::new)
                : new Reaction.PutThrough(PromptKey.NUMBER_WITHHELD);
    }

    Reaction chosen(Call call, ChoosingSlot at, int number) {
        var held = at.offered().get(number - 1);
        // The hold is the name of what is wanted: however often it is chosen, it is booked once.
        var key = RequestKey.of(call.callId(), "confirm", held.holdId());
        return switch (desk.confirm(call.clinic(), held, call.person(), call.callId(), key, call.deadline())) {
            case Booked.Confirmed(String appointmentId, Slot slot) -> {
                promises.told(call.clinic().orgId(), call.callId(), PROVIDER, appointmentId, slot.start());
                yield new Reaction.Done(Phrase.of(PromptKey.CONFIRMED, questions.time(call.clinic(), slot)));
            }
            case Booked.Taken taken -> {
                var from = first(at).start();
                yield offers.offer(call, ANY.from(from), PromptKey.SLOT_TAKEN, ChoosingSlot::new);
            }
            case Booked.CallerUnknown withheld -> new Reaction.PutThrough(PromptKey.NUMBER_WITHHELD);
            // Who writes may choose a time that has begun meanwhile.
            case Booked.Refused refused
            when refused.over() -> offers.offer(call, ANY, PromptKey.SLOT_OVER, ChoosingSlot::new);
            case Booked.Refused refused -> new Reaction.PutThrough(PromptKey.TROUBLE);
            case Booked.Closed closed -> new Reaction.PutThrough(PromptKey.BOOKING_CLOSED);
            case Booked.Unavailable unavailable -> new Reaction.PutThrough(PromptKey.TROUBLE);
            case Booked.Unsure unsure -> new Reaction.PutThrough(PromptKey.UNSURE);
        };
    }

    Reaction others(Call call, ChoosingSlot at, boolean anotherDay) {
        return offers.others(call, ANY, anotherDay, at.offered(), ChoosingSlot::new);
    }

    private static Slot first(ChoosingSlot at) {
        HeldSlot first = at.offered().getFirst();
        return first.slot();
    }
}
