package io.carillon.webhook.vapi;

import io.carillon.webhook.call.FrontDesk;
import io.carillon.webhook.call.HeldOffers;
import io.carillon.webhook.call.HeldSlot;
import io.carillon.webhook.call.Search;
import io.carillon.webhook.call.Slot;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;
import org.jboss.logging.Logger;

/**
 * Slots that are held for a call while its caller chooses. A hold is a courtesy: whoever books goes on without it where
 * Redis cannot say which it was.
 */
@ApplicationScoped
class Offering {

    private static final Logger LOG = Logger.getLogger(Offering.class);

    private final FrontDesk desk;
    private final HeldSlots held;

    Offering(FrontDesk desk, HeldSlots held) {
        this.desk = desk;
        this.held = held;
    }

    HeldOffers offer(Search search, ToolContext on) {
        var offers = desk.offer(on.clinic(), search, on.callId(), on.key("offer"), on.deadline());
        if (offers instanceof HeldOffers.Held(List<HeldSlot> slots) && !remembered(on, slots)) {
            // A hold that nobody finds again would keep the slot from its own caller.
            letGo(slots, on);
        }
        return offers;
    }

    private boolean remembered(ToolContext on, List<HeldSlot> slots) {
        return orElse(false, () -> {
            held.remember(on.callId(), slots);
            return true;
        });
    }

    /** Before the caller hears of other slots, so that those of the last offer can be among them. */
    void letGoOfOffers(ToolContext on) {
        letGo(orElse(List.of(), () -> held.takeOffers(on.callId())), on);
    }

    /** One by one: that one of them ended by itself is no reason to keep the others. */
    private void letGo(List<HeldSlot> slots, ToolContext on) {
        slots.forEach(slot -> desk.release(on.clinic(), List.of(slot), on.deadline()));
    }

    List<HeldSlot> startingAt(Instant start, ToolContext on) {
        return of(on).stream().filter(held -> held.slot().start().equals(start)).toList();
    }

    /**
     * The doctors some of whose time between {@code start} and {@code end} is on hold for the call, each once, those whose
     * hold begins at {@code start} first: for anybody else that time is not free.
     */
    List<String> doctorsHeld(Instant start, Instant end, ToolContext on) {
        return of(on).stream()
                .map(HeldSlot::slot)
                .filter(slot -> slot.start().isBefore(end) && slot.end().isAfter(start))
                .sorted(Comparator.comparing((Slot slot) -> !slot.start().equals(start))
                        .thenComparing(Slot::doctorId))
                .map(Slot::doctorId)
                .distinct()
                .toList();
    }

    private List<HeldSlot> of(ToolContext on) {
        return orElse(List.of(), () -> held.of(on.callId()));
    }

    void confirmed(HeldSlot slot, ToolContext on) {
        var unused = orElse(false, () -> {
            held.confirmed(on.callId(), slot);
            return true;
        });
    }

    private static <T> T orElse(T otherwise, Supplier<T> asking) {
        try {
            return asking.get();
        } catch (FaultToleranceException | io.vertx.core.VertxException | java.util.concurrent.CompletionException e) {
            LOG.debugf(
                    "Redis does not say which slots are held: %s", e.getClass().getSimpleName());
            return otherwise;
        }
    }
}
