package io.carillon.webhook.call;

import io.carillon.webhook.call.BookingApi.Contact;
import io.carillon.webhook.call.BookingApi.NewAppointment;
import io.carillon.webhook.call.BookingClient.Reply;
import io.carillon.webhook.directory.Clinic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds and books appointments for whoever is on the line, by telephone menu or by assistant. Never throws for what can
 * go wrong out there: every outcome is something that can be said to a caller. Blocks: call it on a virtual thread.
 */
@ApplicationScoped
public class FrontDesk {

    private static final Logger LOG = Logger.getLogger(FrontDesk.class);
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final int CONFLICT = 409;

    private final BookingClient booking;
    private final Clock clock;

    FrontDesk(BookingClient booking, Clock clock) {
        this.booking = booking;
        this.clock = clock;
    }

    /**
     * What slots to look for.
     *
     * @param doctorId null for any doctor of the clinic
     * @param from null for now
     * @param days how far to look, 1 or more
     * @param limit how many to offer, 1 or more
     */
    public record Search(
            @Nullable String doctorId, @Nullable OffsetDateTime from, int days, Duration duration, int limit) {}

    /**
     * For whom a slot is booked.
     *
     * @param patientId null when only the number is known
     * @param phone E.164, as the telephone platform gave it; null when it was withheld
     */
    public record Person(
            @Nullable String patientId, @Nullable String phone) {}

    public Offers find(Clinic clinic, Search search, Deadline deadline) {
        if (!clinic.takesBookings()) {
            return new Offers.Closed();
        }
        if (clinic.orgId() == null && search.doctorId() == null) {
            return new Offers.Unavailable();
        }
        return inTime(
                        deadline,
                        "availability",
                        () -> booking.availability(
                                clinic,
                                search.doctorId(),
                                search.from(),
                                search.days(),
                                search.duration().toMinutes(),
                                search.limit(),
                                deadline))
                .map(FrontDesk::offers)
                .orElseGet(Offers.Unavailable::new);
    }

    private static Offers offers(Reply<BookingApi.Availability> reply) {
        return switch (reply) {
            case Reply.Refused<BookingApi.Availability> refused -> new Offers.Refused(refused.code(), refused.detail());
            case Reply.Given<BookingApi.Availability> given -> {
                var slots = given.value().slots().stream()
                        .map(slot -> new Slot(
                                slot.doctorId(),
                                slot.startTime().toInstant(),
                                slot.endTime().toInstant()))
                        .toList();
                yield slots.isEmpty() ? new Offers.None() : new Offers.Free(slots);
            }
        };
    }

    public Booked book(Clinic clinic, Slot slot, Person person, Deadline deadline) {
        if (!clinic.takesBookings()) {
            return new Booked.Closed();
        }
        if (person.patientId() != null) {
            return book(clinic, slot, person.patientId(), deadline);
        }
        var phone = person.phone();
        if (phone == null || clinic.orgId() == null || !E164.matcher(phone).matches()) {
            return new Booked.CallerUnknown();
        }
        var contact = inTime(deadline, "contact", () -> booking.resolve(clinic, phone, deadline));
        if (contact.isEmpty()) {
            return new Booked.Unavailable();
        }
        return switch (contact.get()) {
            case Reply.Given<Contact> given -> book(clinic, slot, given.value().patientId(), deadline);
            case Reply.Refused<Contact> refused -> new Booked.Refused(refused.code(), refused.detail());
        };
    }

    private Booked book(Clinic clinic, Slot slot, String patientId, Deadline deadline) {
        var appointment = new NewAppointment(
                patientId,
                slot.doctorId(),
                slot.start().atZone(clinic.zone()).toOffsetDateTime(),
                slot.end().atZone(clinic.zone()).toOffsetDateTime());
        return inTime(deadline, "booking", () -> booking.book(clinic, appointment, deadline))
                .map(reply -> booked(reply, slot))
                .orElseGet(Booked.Unavailable::new);
    }

    private static Booked booked(Reply<BookingApi.Appointment> reply, Slot slot) {
        return switch (reply) {
            case Reply.Given<BookingApi.Appointment> given ->
                new Booked.Confirmed(given.value().id(), slot);
            case Reply.Refused<BookingApi.Appointment> refused
            when refused.status() == CONFLICT -> new Booked.Taken(refused.detail());
            case Reply.Refused<BookingApi.Appointment> refused -> new Booked.Refused(refused.code(), refused.detail());
        };
    }

    /** Empty when booking-service cannot be reached, is too slow, or there is no time left to ask it. */
    private <T> Optional<Reply<T>> inTime(Deadline deadline, String what, Supplier<Reply<T>> call) {
        if (deadline.passed(clock)) {
            LOG.warnf("booking-service was not asked for %s: the deadline has passed", what);
            return Optional.empty();
        }
        try {
            return Optional.of(call.get());
        } catch (FaultToleranceException | ProcessingException | WebApplicationException e) {
            LOG.warnf(
                    "booking-service did not answer (%s): %s",
                    what, e.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
