package io.carillon.webhook.menu;

import io.carillon.webhook.call.FrontDesk;
import io.carillon.webhook.call.HeldOffers;
import io.carillon.webhook.call.HeldSlot;
import io.carillon.webhook.call.Search;
import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.prompt.PromptKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Offers three slots at a time, each held while the caller chooses. */
@ApplicationScoped
class SlotOffers {

    private static final int OFFERED = 3;
    private static final int DAYS_AHEAD = 14;

    private final FrontDesk desk;

    SlotOffers(FrontDesk desk) {
        this.desk = desk;
    }

    /**
     * What is looked for.
     *
     * @param doctorId null for any of the clinic's
     * @param from null for now
     */
    record Wanted(
            @Nullable String doctorId,
            Duration length,
            @Nullable Instant from) {

        Wanted from(Instant start) {
            return new Wanted(doctorId, length, start);
        }
    }

    /** @param asking the state in which the caller chooses from what is offered */
    Reaction offer(Call call, Wanted wanted, PromptKey introduction, Function<List<HeldSlot>, State> asking) {
        return switch (look(call, wanted)) {
            case HeldOffers.Held(List<HeldSlot> slots) -> Reaction.ask(asking.apply(slots), Phrase.of(introduction));
            case HeldOffers.None none -> new Reaction.PutThrough(PromptKey.NO_SLOTS);
            case HeldOffers.Refused refused -> new Reaction.PutThrough(PromptKey.TROUBLE);
            case HeldOffers.Closed closed -> new Reaction.PutThrough(PromptKey.BOOKING_CLOSED);
            case HeldOffers.Unavailable unavailable -> new Reaction.PutThrough(PromptKey.TROUBLE);
        };
    }

    /** Others than {@code offered}, which are let go of when there are any and offered again when there are none. */
    Reaction others(
            Call call,
            Wanted wanted,
            boolean anotherDay,
            List<HeldSlot> offered,
            Function<List<HeldSlot>, State> asking) {
        var last = offered.getLast().slot();
        var from = anotherDay ? dayAfter(call.clinic(), last.start()) : last.end();
        return switch (look(call, wanted.from(from))) {
            case HeldOffers.Held(List<HeldSlot> slots) -> {
                desk.release(call.clinic(), offered, call.deadline());
                yield Reaction.ask(asking.apply(slots), Phrase.of(PromptKey.OFFER_INTRO));
            }
            case HeldOffers.None none -> Reaction.ask(asking.apply(offered), Phrase.of(PromptKey.NO_MORE_SLOTS));
            case HeldOffers.Refused refused -> new Reaction.PutThrough(PromptKey.TROUBLE);
            case HeldOffers.Closed closed -> new Reaction.PutThrough(PromptKey.BOOKING_CLOSED);
            case HeldOffers.Unavailable unavailable -> new Reaction.PutThrough(PromptKey.TROUBLE);
        };
    }

    private HeldOffers look(Call call, Wanted wanted) {
        var from = wanted.from() == null ? null : wanted.from().atOffset(ZoneOffset.UTC);
        var search = new Search(wanted.doctorId(), from, DAYS_AHEAD, wanted.length(), OFFERED);
        return desk.offer(call.clinic(), search, call.callId(), call.key("offer"), call.deadline());
    }

    private static Instant dayAfter(Clinic clinic, Instant time) {
        return time.atZone(clinic.zone())
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(clinic.zone())
                .toInstant();
    }
}
