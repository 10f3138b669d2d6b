package io.carillon.webhook.menu;

import io.carillon.webhook.call.AppointmentDesk;
import io.carillon.webhook.call.BookedSlot;
import io.carillon.webhook.call.Changed;
import io.carillon.webhook.call.IdentityDesk;
import io.carillon.webhook.call.RequestKey;
import io.carillon.webhook.menu.State.AtMenu;
import io.carillon.webhook.menu.State.Deciding;
import io.carillon.webhook.menu.State.Identifying;
import io.carillon.webhook.menu.State.Purpose;
import io.carillon.webhook.prompt.PromptKey;
import jakarta.enterprise.context.ApplicationScoped;

/** Really cancel? Only a clear yes does. */
@ApplicationScoped
class CancellingDialogue {

    private final AppointmentDesk appointments;
    private final IdentityDesk identities;
    private final Questions questions = new Questions();

    CancellingDialogue(AppointmentDesk appointments, IdentityDesk identities) {
        this.appointments = appointments;
        this.identities = identities;
    }

    Reaction begin(String proof, BookedSlot cancelling) {
        return Reaction.ask(new Deciding(proof, cancelling));
    }

    Reaction kept() {
        return Reaction.ask(new AtMenu(), Phrase.of(PromptKey.KEPT));
    }

    Reaction decided(Call call, Deciding at) {
        var patient = identities.recall(at.proof(), call.clinic(), call.callId());
        if (patient.isEmpty()) {
            return Reaction.ask(new Identifying(Purpose.CANCEL));
        }
        var id = at.cancelling().appointmentId();
        var key = RequestKey.of(call.callId(), "cancel", id);
        return switch (appointments.cancel(call.clinic(), patient.get(), id, key, call.deadline())) {
            case Changed.Done done ->
                new Reaction.Done(Phrase.of(
                        PromptKey.CANCELLED,
                        questions.time(call.clinic(), at.cancelling().slot())));
            case Changed.Taken taken -> new Reaction.PutThrough(PromptKey.CANNOT_CHANGE);
            case Changed.NotTheirs gone -> new Reaction.PutThrough(PromptKey.CANNOT_CHANGE);
            case Changed.Refused refused -> new Reaction.PutThrough(PromptKey.CANNOT_CHANGE);
            case Changed.Closed closed -> new Reaction.PutThrough(PromptKey.BOOKING_CLOSED);
            case Changed.Unavailable unavailable -> new Reaction.PutThrough(PromptKey.TROUBLE);
            case Changed.Unsure unsure -> new Reaction.PutThrough(PromptKey.UNSURE);
        };
    }
}
