package io.carillon.webhook.menu;

import io.carillon.webhook.call.AppointmentDesk;
import io.carillon.webhook.call.BookedSlot;
import io.carillon.webhook.call.Identity;
import io.carillon.webhook.call.IdentityDesk;
import io.carillon.webhook.call.ProvenPatient;
import io.carillon.webhook.call.Upcoming;
import io.carillon.webhook.menu.State.AtMenu;
import io.carillon.webhook.menu.State.ChoosingAppointment;
import io.carillon.webhook.menu.State.Identifying;
import io.carillon.webhook.menu.State.Purpose;
import io.carillon.webhook.prompt.PromptKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;

/** Who calls, and about which of their appointments: nothing of it is said before the date of birth was right. */
@ApplicationScoped
class IdentityDialogue {

    /** As many as fit into one breath. */
    private static final int LISTED = 3;

    private final IdentityDesk identities;
    private final AppointmentDesk appointments;

    IdentityDialogue(IdentityDesk identities, AppointmentDesk appointments) {
        this.identities = identities;
        this.appointments = appointments;
    }

    /** What goes on once it is known which appointment is meant. */
    interface Next {
        Reaction with(String proof, BookedSlot appointment);
    }

    Reaction begin(Call call, Purpose purpose, int triesLeft) {
        if (!call.clinic().takesBookings()) {
            return new Reaction.PutThrough(PromptKey.BOOKING_CLOSED);
        }
        if (!call.person().reachable()) {
            return new Reaction.PutThrough(PromptKey.NUMBER_UNKNOWN);
        }
        return triesLeft > 0
                ? Reaction.ask(new Identifying(purpose))
                : new Reaction.PutThrough(PromptKey.IDENTITY_FAILED);
    }

    Reaction answered(Call call, Identifying at, LocalDate birth, int triesLeft, Next next) {
        return switch (identities.verify(call.clinic(), call.person(), birth, call.deadline())) {
            case Identity.Proven(ProvenPatient patient) -> which(call, at.purpose(), patient, next);
            case Identity.Wrong(int left) -> {
                // As booking-service counts, over all calls, and never more than three on this one.
                int tries = Math.min(triesLeft - 1, left);
                yield tries > 0
                        ? new Reaction.AskIdentityAgain(tries)
                        : new Reaction.PutThrough(PromptKey.IDENTITY_FAILED);
            }
            case Identity.Locked locked -> new Reaction.PutThrough(PromptKey.IDENTITY_FAILED);
            case Identity.CallerUnknown unknown -> new Reaction.PutThrough(PromptKey.NUMBER_UNKNOWN);
            // A date to come, for one.
            case Identity.Refused refused -> new Reaction.Missed(PromptKey.NOT_A_DATE);
            case Identity.Unavailable unavailable -> new Reaction.PutThrough(PromptKey.TROUBLE);
        };
    }

    private Reaction which(Call call, Purpose purpose, ProvenPatient patient, Next next) {
        return switch (appointments.appointments(call.clinic(), patient, LISTED, call.deadline())) {
            case Upcoming.Found(List<BookedSlot> found) -> {
                var proof = identities.proof(patient, call.callId());
                yield found.size() == 1
                        ? next.with(proof, found.getFirst())
                        : Reaction.ask(new ChoosingAppointment(purpose, proof, found));
            }
            case Upcoming.None none -> Reaction.ask(new AtMenu(), Phrase.of(PromptKey.NO_APPOINTMENTS));
            case Upcoming.Refused refused -> new Reaction.PutThrough(PromptKey.TROUBLE);
            case Upcoming.Unavailable unavailable -> new Reaction.PutThrough(PromptKey.TROUBLE);
        };
    }
}
