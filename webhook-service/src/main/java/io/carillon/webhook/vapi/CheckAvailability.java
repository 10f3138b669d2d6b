package io.carillon.webhook.vapi;

import io.carillon.webhook.call.HeldOffers;
import io.carillon.webhook.call.HeldSlot;
import io.carillon.webhook.call.Search;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** {@code check_availability}: the next free slots, held for the call while the caller chooses. */
@ApplicationScoped
class CheckAvailability implements Tool {

    static final String NAME = "check_availability";

    private static final int SLOTS = 3;
    private static final int DAYS = 14;
    private static final int MAX_DAYS = 60;

    private final Offering offering;
    private final Clock clock;

    CheckAvailability(Offering offering, Clock clock) {
        this.offering = offering;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ToolResult call(ToolArguments arguments, ToolContext on) {
        var from = arguments
                .time("from")
                .or(() -> arguments.time("startTime"))
                .or(() -> arguments.time("date"))
                .filter(time -> time.toInstant().isAfter(clock.instant()));
        var search = new Search(
                arguments.id("doctorId"),
                from.orElse(null),
                arguments.number("days", 1, MAX_DAYS).orElse(DAYS),
                arguments.durationOrUsual(),
                SLOTS);
        return switch (offering.offer(search, on)) {
            case HeldOffers.Held(List<HeldSlot> slots) ->
                new ToolResult.Done("Free: "
                        + Wording.slots(
                                on.clinic(), slots.stream().map(HeldSlot::slot).toList()));
            case HeldOffers.None none ->
                new ToolResult.Done("There is no free time in the days asked for; ask the caller about other days.");
            case HeldOffers.Refused(String code, String detail) -> Refusals.of(code, detail);
            case HeldOffers.Closed closed -> ToolResult.closed();
            case HeldOffers.Unavailable unavailable -> ToolResult.unavailable();
        };
    }
}
