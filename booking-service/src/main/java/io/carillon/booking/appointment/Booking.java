package io.carillon.booking.appointment;

import io.carillon.booking.appointment.BookingOutcome.Booked;
import io.carillon.booking.appointment.BookingOutcome.Refused;
import io.carillon.booking.appointment.BookingOutcome.Repeated;
import io.carillon.booking.appointment.BookingPolicy.Ruling;
import io.carillon.booking.appointment.BookingRequest.Wanted;
import io.carillon.booking.appointment.BookingRequestReader.Read;
import io.carillon.booking.contact.ContactRepository;
import io.carillon.booking.idempotency.IdempotencyKey;
import io.carillon.booking.idempotency.KeptAnswers;
import io.carillon.booking.idempotency.KeptAnswers.Lookup;
import io.carillon.booking.mode.Feature;
import io.carillon.booking.mode.Features;
import io.carillon.booking.schedule.DoctorSchedule;
import io.carillon.booking.schedule.Roster;
import io.carillon.booking.slot.SlotClaims;
import io.carillon.booking.slot.SlotLimits;
import io.carillon.kit.database.ConstraintViolatedException;
import io.carillon.kit.database.OutOfTimeException;
import io.carillon.kit.database.RolledBackException;
import io.carillon.kit.database.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Books. Most callers ask for what they were offered, so it is tried at once, in a single exchange with the database,
 * against hours held in memory. Only where that does not succeed is it asked why not, in the order in which a booking
 * can fail (design, section 6), of rows and not of memory.
 */
@ApplicationScoped
class Booking {

    /** Tries while the doctor's hours change under us; each goes by what the try before had read. */
    private static final int TRIES = 3;

    private static final Logger LOG = Logger.getLogger(Booking.class);

    private final BookingRequestReader reader;
    private final Transactions transactions;
    private final Roster roster;
    private final ContactRepository contacts;
    private final KeptAnswers kept;
    private final BookingWriter writer;
    private final Features features;

    Booking(
            BookingSettings settings,
            Transactions transactions,
            Roster roster,
            ContactRepository contacts,
            KeptAnswers kept,
            BookingWriter writer,
            Features features) {
        this.reader = new BookingRequestReader(new SlotLimits(settings.horizon()));
        this.transactions = transactions;
        this.roster = roster;
        this.contacts = contacts;
        this.kept = kept;
        this.writer = writer;
        this.features = features;
    }

    /** What is asked, by whom, since when. */
    record Asked(BookingRequest request, Requester requester, Optional<IdempotencyKey> key, Instant started) {

        Refused refused(DoctorSchedule doctor, FailureCode code, String detail) {
            return new Refused(request.asSent(), Optional.of(doctor.clinic()), code, detail);
        }
    }

    /**
     * @param started when the request arrived
     * @return {@link Booked} only after commit
     * @throws io.carillon.kit.database.DatabaseUnavailableException when PostgreSQL could not be asked
     */
    BookingOutcome book(byte[] body, Requester requester, Optional<IdempotencyKey> key, Instant started) {
        return switch (reader.read(body, started)) {
            case Read.Unreadable(AsSent sent, String faults) ->
                new Refused(sent, Optional.empty(), FailureCode.VALIDATION, faults);
            case Read.Readable(BookingRequest request) ->
                roster.find(request.doctorId())
                        .filter(doctor -> requester.mayAskOf(doctor.clinic()))
                        .map(doctor -> book(new Asked(request, requester, key, started), doctor))
                        .orElseGet(() -> new Refused(
                                request.asSent(),
                                Optional.empty(),
                                FailureCode.UNKNOWN_DOCTOR,
                                "unknown doctor: there is none with this doctorId."));
        };
    }

    private BookingOutcome book(Asked asked, DoctorSchedule doctor) {
        features.require(doctor.clinic(), Feature.BOOKING);
        var current = doctor;
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            var booked = attempted(asked, current);
            if (booked.isPresent()) {
                return booked.get();
            }
            var fresh = roster.fresh(asked.request().doctorId());
            if (fresh.isEmpty()) {
                return asked.refused(doctor, FailureCode.UNKNOWN_DOCTOR, "unknown doctor: there is none any more.");
            }
            current = fresh.get();
            var reason = reason(asked, current);
            if (reason.isPresent()) {
                return reason.get();
            }
        }
        return asked.refused(
                doctor, FailureCode.TRANSACTION_ROLLBACK, "The doctor's hours are being changed; try again.");
    }

    /** Empty where the attempt did not succeed for a reason that is not plain yet. */
    private Optional<BookingOutcome> attempted(Asked asked, DoctorSchedule doctor) {
        var wanted = asked.request().with(doctor);
        if (wanted.isEmpty()
                || !(BookingPolicy.rule(wanted.get().slot(), doctor, asked.started())
                        instanceof Ruling.Allowed allowed)) {
            return Optional.empty();
        }
        try {
            return writer.write(asked, doctor, wanted.get(), allowed.zone());
        } catch (ConstraintViolatedException e) {
            return Optional.of(refusedBy(e, asked, doctor));
        } catch (RolledBackException e) {
            LOG.error("Booking rolled back", e);
            return Optional.of(asked.refused(
                    doctor,
                    FailureCode.TRANSACTION_ROLLBACK,
                    "The booking was rolled back and nothing was written; try again."));
        } catch (OutOfTimeException e) {
            return Optional.of(asked.refused(
                    doctor,
                    FailureCode.DEADLINE_PASSED,
                    "The time for this booking was over and nothing was written; try again."));
        }
    }

    /** Nobody is refused what a request of their own had taken: the key is asked first. */
    private BookingOutcome refusedBy(ConstraintViolatedException e, Asked asked, DoctorSchedule doctor) {
        return given(asked, doctor).orElseGet(() -> switch (e.constraint()) {
            case SlotClaims.NO_OVERLAP ->
                asked.refused(
                        doctor,
                        FailureCode.SLOT_OVERLAP,
                        "The doctor has no time then any more; choose another slot, see GET /api/availability.");
            case AppointmentRepository.NO_DUPLICATE ->
                asked.refused(
                        doctor,
                        FailureCode.DUPLICATE,
                        "The patient already has an appointment that starts at this time.");
            // A key that this clinic does not know was used for another clinic's doctor.
            case KeptAnswers.TAKEN -> reused(asked, doctor);
            default -> {
                LOG.error("Booking rolled back", e);
                yield asked.refused(
                        doctor,
                        FailureCode.TRANSACTION_ROLLBACK,
                        "The booking was rolled back and nothing was written; try again.");
            }
        });
    }

    /** The first reason why this cannot be booked, by the rows as they are now; empty when there is none. */
    private Optional<BookingOutcome> reason(Asked asked, DoctorSchedule doctor) {
        return given(asked, doctor).or(() -> {
            var known = transactions.inClinic(
                    doctor.clinic(),
                    connection -> contacts.exists(
                            connection, doctor.clinic(), asked.request().patientId()));
            if (!known) {
                return Optional.of(asked.refused(
                        doctor,
                        FailureCode.UNKNOWN_PATIENT,
                        "unknown patient: the doctor's clinic has none with this patientId."));
            }
            return asked.request()
                    .with(doctor)
                    .map(wanted -> forbidden(asked, doctor, wanted))
                    .orElseGet(() -> Optional.of(asked.refused(
                            doctor,
                            FailureCode.UNKNOWN_APPOINTMENT_TYPE,
                            "unknown appointment type: the doctor's clinic has none with this code.")));
        });
    }

    private static Optional<BookingOutcome> forbidden(Asked asked, DoctorSchedule doctor, Wanted wanted) {
        return BookingPolicy.rule(wanted.slot(), doctor, asked.started())
                        instanceof Ruling.Forbidden(FailureCode code, String detail)
                ? Optional.of(asked.refused(doctor, code, detail))
                : Optional.empty();
    }

    /** What was answered before to a request with this key. */
    private Optional<BookingOutcome> given(Asked asked, DoctorSchedule doctor) {
        return asked.key().flatMap(key -> switch (transactions.atOnce(
                connection -> kept.findAtOnce(connection, doctor.clinic(), key))) {
            case Lookup.Unknown() -> Optional.empty();
            case Lookup.Repeated(var answer) -> Optional.of(new Repeated(answer));
            case Lookup.Reused() -> Optional.of(reused(asked, doctor));
        });
    }

    private static Refused reused(Asked asked, DoctorSchedule doctor) {
        return asked.refused(
                doctor,
                FailureCode.IDEMPOTENCY_KEY_REUSED,
                "This Idempotency-Key was used for another request; use a new key for a new request.");
    }
}
