package io.carillon.webhook.call;

import io.carillon.webhook.call.BookingApi.Appointment;
import io.carillon.webhook.call.BookingApi.Availability;
import io.carillon.webhook.call.BookingApi.FreeSlot;
import io.carillon.webhook.call.BookingApi.Holds;
import io.carillon.webhook.call.BookingApi.NewAppointment;
import io.carillon.webhook.call.BookingApi.NewHolds;
import io.carillon.webhook.call.Callers.Who;
import io.carillon.webhook.directory.Clinic;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Finds, holds and books appointments for whoever is on the line, by telephone menu or by assistant. Never throws for
 * what can go wrong out there: every outcome is something that can be said to a caller. Blocks: call it on a virtual
 * thread.
 */
@ApplicationScoped
public class FrontDesk {

    private static final String HELD = "HELD";

    /** The hold has ended, a moment or a week ago: that says nothing of who has the time. */
    private static final Set<String> NO_HOLD = Set.of("HOLD_EXPIRED", "UNKNOWN_HOLD");

    private final BookingClient booking;
    private final Callers callers;
    private final Patience patience;

    FrontDesk(BookingClient booking, Callers callers, Patience patience) {
        this.booking = booking;
        this.callers = callers;
        this.patience = patience;
    }

    /** Looks only: somebody else may have what is found a moment later. */
    public Offers find(Clinic clinic, Search search, Deadline deadline) {
        if (!clinic.takesBookings()) {
            return new Offers.Closed();
        }
        if (clinic.orgId() == null && search.doctorId() == null) {
            return new Offers.Unavailable();
        }
        var reply = patience.read(
                deadline,
                "availability",
                () -> booking.availability(
                        clinic,
                        search.doctorId(),
                        search.from(),
                        search.days(),
                        search.duration().toMinutes(),
                        search.limit(),
                        deadline));
        return switch (reply) {
            case Reply.Given<Availability>(Availability found) -> {
                var slots = found.slots().stream().map(FrontDesk::slot).toList();
                yield slots.isEmpty() ? new Offers.None() : new Offers.Free(slots);
            }
            case Reply.Refused<Availability> refused ->
                refused.closed() ? new Offers.Closed() : new Offers.Refused(refused.code(), refused.detail());
            case Reply.Unavailable<Availability> unavailable -> new Offers.Unavailable();
            case Reply.Unsure<Availability> unsure -> new Offers.Unavailable();
        };
    }

    /**
     * Finds slots and holds them, so that what the caller hears can still be had when it is chosen. Where others were
     * faster with all of them it looks once more.
     *
     * @param callId with whose end the holds fall, 1 to 128 characters
     * @param key of this offer; the second look has its own, derived from it
     */
    public HeldOffers offer(Clinic clinic, Search search, String callId, RequestKey key, Deadline deadline) {
        var first = offerOnce(clinic, search, callId, key, deadline);
        return first instanceof HeldOffers.Held(List<HeldSlot> slots) && slots.isEmpty()
                ? someOrNone(offerOnce(clinic, search, callId, RequestKey.of(key.text(), "again"), deadline))
                : first;
    }

    private static HeldOffers someOrNone(HeldOffers offers) {
        return offers instanceof HeldOffers.Held(List<HeldSlot> slots) && slots.isEmpty()
                ? new HeldOffers.None()
                : offers;
    }

    private HeldOffers offerOnce(Clinic clinic, Search search, String callId, RequestKey key, Deadline deadline) {
        return switch (find(clinic, search, deadline)) {
            case Offers.Free(List<Slot> slots) -> hold(clinic, slots, callId, key, deadline);
            case Offers.None none -> new HeldOffers.None();
            case Offers.Refused(String code, String detail) -> new HeldOffers.Refused(code, detail);
            case Offers.Closed closed -> new HeldOffers.Closed();
            case Offers.Unavailable unavailable -> new HeldOffers.Unavailable();
        };
    }

    /** Those of {@code slots} that could be held; none is {@link HeldOffers.Held} of an empty list here. */
    private HeldOffers hold(Clinic clinic, List<Slot> slots, String callId, RequestKey key, Deadline deadline) {
        var wanted = slots.stream()
                .map(slot -> new FreeSlot(
                        slot.doctorId(), Times.local(slot.start(), clinic), Times.local(slot.end(), clinic)))
                .toList();
        // Asked again a moment later other slots are free: that is another wish, and must not be refused as a repeat.
        var named = RequestKey.of(key.text(), slots.toString());
        var reply = patience.write(
                deadline, "holds", () -> booking.hold(clinic, new NewHolds(wanted, callId), named, deadline));
        return switch (reply) {
            case Reply.Given<Holds>(Holds holds) ->
                new HeldOffers.Held(holds.slots().stream()
                        .filter(hold -> hold.status().equals(HELD) && hold.id() != null)
                        .map(hold -> new HeldSlot(
                                Objects.requireNonNull(hold.id()),
                                new Slot(
                                        hold.doctorId(),
                                        hold.startTime().toInstant(),
                                        hold.endTime().toInstant())))
                        .toList());
            case Reply.Refused<Holds> refused ->
                refused.closed() ? new HeldOffers.Closed() : new HeldOffers.Refused(refused.code(), refused.detail());
            case Reply.Unavailable<Holds> unavailable -> new HeldOffers.Unavailable();
            case Reply.Unsure<Holds> unsure -> new HeldOffers.Unavailable();
        };
    }

    /**
     * Books what is held. Where the hold has run out, or nothing is known of it any more, the slot is booked as it stands:
     * who takes their time to choose is refused only what somebody else has.
     *
     * @param callId of the call that it is held for, 1 to 128 characters
     * @param key of this wish; a booking without the hold has its own, derived from it
     */
    public Booked confirm(
            Clinic clinic, HeldSlot held, Person person, String callId, RequestKey key, Deadline deadline) {
        return booked(clinic, held.slot(), person, deadline, patientId -> {
            var confirmed = patience.write(
                    deadline, "confirmation", () -> booking.confirm(clinic, held.holdId(), patientId, key, deadline));
            return confirmed instanceof Reply.Refused<Appointment> refused && NO_HOLD.contains(refused.code())
                    ? asItStands(
                            clinic, held.slot(), patientId, callId, RequestKey.of(key.text(), "as it stands"), deadline)
                    : confirmed;
        });
    }

    /**
     * Books a slot that is not held, or held for the very call.
     *
     * @param callId of the call that it is booked on, 1 to 128 characters
     */
    public Booked book(Clinic clinic, Slot slot, Person person, String callId, RequestKey key, Deadline deadline) {
        return booked(
                clinic,
                slot,
                person,
                deadline,
                patientId -> asItStands(clinic, slot, patientId, callId, key, deadline));
    }

    private Reply<Appointment> asItStands(
            Clinic clinic, Slot slot, String patientId, String callId, RequestKey key, Deadline deadline) {
        var appointment = new NewAppointment(
                patientId, slot.doctorId(), Times.local(slot.start(), clinic), Times.local(slot.end(), clinic), callId);
        return patience.write(deadline, "booking", () -> booking.book(clinic, appointment, key, deadline));
    }

    /** Lets go of what is held, so that others can have it. What cannot be let go of now falls when its time is up. */
    public void release(Clinic clinic, List<HeldSlot> slots, Deadline deadline) {
        for (var held : slots) {
            var released = patience.read(deadline, "release", () -> booking.release(clinic, held.holdId(), deadline));
            if (!(released instanceof Reply.Given<Boolean>)) {
                return;
            }
        }
    }

    private Booked booked(Clinic clinic, Slot slot, Person person, Deadline deadline, Writing writing) {
        if (!clinic.takesBookings()) {
            return new Booked.Closed();
        }
        return switch (callers.who(clinic, person, deadline)) {
            case Who.Known(String patientId) -> booked(writing.book(patientId), slot);
            case Who.Nobody nobody -> new Booked.CallerUnknown();
            case Who.Refused(String code, String detail) -> new Booked.Refused(code, detail);
            case Who.Unavailable unavailable -> new Booked.Unavailable();
        };
    }

    private interface Writing {
        Reply<Appointment> book(String patientId);
    }

    private static Booked booked(Reply<Appointment> reply, Slot slot) {
        return switch (reply) {
            case Reply.Given<Appointment>(Appointment appointment) -> new Booked.Confirmed(appointment.id(), slot);
            case Reply.Refused<Appointment> refused -> {
                if (refused.closed()) {
                    yield new Booked.Closed();
                }
                yield refused.conflict()
                        ? new Booked.Taken(refused.detail())
                        : new Booked.Refused(refused.code(), refused.detail());
            }
            case Reply.Unavailable<Appointment> unavailable -> new Booked.Unavailable();
            case Reply.Unsure<Appointment> unsure -> new Booked.Unsure();
        };
    }

    private static Slot slot(FreeSlot slot) {
        return new Slot(
                slot.doctorId(), slot.startTime().toInstant(), slot.endTime().toInstant());
    }
}
