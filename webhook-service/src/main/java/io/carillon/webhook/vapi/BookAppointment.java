package io.carillon.webhook.vapi;

import io.carillon.webhook.call.Booked;
import io.carillon.webhook.call.FrontDesk;
import io.carillon.webhook.call.HeldSlot;
import io.carillon.webhook.call.Offers;
import io.carillon.webhook.call.Person;
import io.carillon.webhook.call.Search;
import io.carillon.webhook.call.Slot;
import io.carillon.webhook.vapi.ToolResult.Done;
import io.carillon.webhook.vapi.ToolResult.Promise;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code book_appointment}: what is held for the call is confirmed, otherwise the time is booked as it stands. The call's
 * own holds are in nobody's way but others': booking-service lets them fall with the booking that reaches into them. Says
 * "Confirmed" only of what booking-service has committed.
 */
@ApplicationScoped
class BookAppointment implements Tool {

    private static final int SLOTS = 3;
    private static final int DAYS = 14;

    private final FrontDesk desk;
    private final Offering offering;

    BookAppointment(FrontDesk desk, Offering offering) {
        this.desk = desk;
        this.offering = offering;
    }

    /** @param doctorId null for whoever is free then @param length null where the assistant did not say */
    private record Wish(
            OffsetDateTime start,
            @Nullable Duration length,
            Duration duration,
            @Nullable String doctorId,
            Person person) {

        Instant from() {
            return start.toInstant();
        }

        Instant to() {
            return from().plus(duration);
        }

        boolean isFor(HeldSlot held) {
            var slot = held.slot();
            return (doctorId == null || doctorId.equals(slot.doctorId()))
                    && (length == null || length.equals(Duration.between(slot.start(), slot.end())));
        }
    }

    @Override
    public String name() {
        return "book_appointment";
    }

    @Override
    public ToolResult call(ToolArguments arguments, ToolContext on) {
        var start = arguments.requiredTime("startTime");
        var length = arguments.duration(start);
        var wish = new Wish(
                start,
                length.orElse(null),
                arguments.durationOrUsual(start),
                arguments.id("doctorId"),
                new Person(arguments.id("patientId"), on.caller()));
        return confirmed(wish, on).orElseGet(() -> asItStands(wish, on));
    }

    /** Empty where nothing of the kind is held, or somebody else has it after all. */
    private Optional<ToolResult> confirmed(Wish wish, ToolContext on) {
        for (var held : offering.startingAt(wish.from(), on)) {
            if (wish.isFor(held)) {
                var booked = desk.confirm(
                        on.clinic(),
                        held,
                        wish.person(),
                        on.callId(),
                        on.key("confirm " + held.holdId()),
                        on.deadline());
                if (booked instanceof Booked.Confirmed) {
                    offering.confirmed(held, on);
                }
                if (!(booked instanceof Booked.Taken)) {
                    return Optional.of(result(booked, on));
                }
            }
        }
        return Optional.empty();
    }

    private ToolResult asItStands(Wish wish, ToolContext on) {
        if (wish.doctorId() != null) {
            return result(book(wish, wish.doctorId(), "book", on), on);
        }
        return withDoctorOfAnOffer(wish, on).orElseGet(() -> withWhoeverIsFree(wish, on));
    }

    /** A search takes the call's own holds for somebody else's, so whom they are of is asked first. */
    private Optional<ToolResult> withDoctorOfAnOffer(Wish wish, ToolContext on) {
        for (var doctorId : offering.doctorsHeld(wish.from(), wish.to(), on)) {
            var booked = book(wish, doctorId, "book " + doctorId, on);
            var anotherMayDo =
                    booked instanceof Booked.Taken || booked instanceof Booked.Refused refused && refused.over();
            if (!anotherMayDo) {
                return Optional.of(result(booked, on));
            }
        }
        return Optional.empty();
    }

    private ToolResult withWhoeverIsFree(Wish wish, ToolContext on) {
        var search = new Search(null, wish.start(), DAYS, wish.duration(), SLOTS);
        return switch (desk.find(on.clinic(), search, on.deadline())) {
            case Offers.Free(List<Slot> slots) -> whoeverIsFree(wish, slots, on);
            case Offers.None none ->
                ToolResult.failed("NO_SLOT", "there is no free time from then on; ask the caller about other days");
            case Offers.Refused(String code, String detail) -> Refusals.of(code, detail);
            case Offers.Closed closed -> ToolResult.closed();
            case Offers.Unavailable unavailable -> ToolResult.unavailable();
        };
    }

    /** Free slots begin where the time before them is free, so a time inside one is asked for as it is. */
    private ToolResult whoeverIsFree(Wish wish, List<Slot> slots, ToolContext on) {
        return slots.stream()
                .filter(slot -> slot.start().equals(wish.from()))
                .min(Comparator.comparing(Slot::doctorId))
                .map(slot -> result(book(wish, slot.doctorId(), "book", on), on))
                .orElseGet(() -> ToolResult.failed(
                        "SLOT_OVERLAP", "nobody is free then. Free: " + Wording.slots(on.clinic(), slots)));
    }

    /** @param part of the tool call's key: another for each doctor who is tried */
    private Booked book(Wish wish, String doctorId, String part, ToolContext on) {
        var slot = new Slot(doctorId, wish.from(), wish.to());
        return desk.book(on.clinic(), slot, wish.person(), on.callId(), on.key(part), on.deadline());
    }

    private static ToolResult result(Booked booked, ToolContext on) {
        return switch (booked) {
            case Booked.Confirmed(String id, Slot slot) ->
                new Done(
                        "Confirmed: %s, appointmentId %s".formatted(Wording.slot(on.clinic(), slot), id),
                        new Promise(on.callId(), id, slot.start()));
            case Booked.Taken(String detail) ->
                ToolResult.failed(
                        "SLOT_OVERLAP", detail + " Call check_availability and offer the caller what is still free.");
            case Booked.CallerUnknown unknown ->
                ToolResult.failed(
                        "CALLER_UNKNOWN",
                        "the caller's number is withheld; offer to put the caller through to a person");
            case Booked.Refused(String code, String detail) -> Refusals.of(code, detail);
            case Booked.Closed closed -> ToolResult.closed();
            case Booked.Unavailable unavailable -> ToolResult.unavailable();
            case Booked.Unsure unsure -> ToolResult.unsure();
        };
    }
}
