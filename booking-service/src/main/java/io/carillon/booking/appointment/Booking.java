package io.carillon.booking.appointment;

import io.carillon.booking.appointment.BookingOutcome.Booked;
import io.carillon.booking.appointment.BookingOutcome.Refused;
import io.carillon.booking.appointment.BookingPolicy.Ruling;
import io.carillon.booking.appointment.BookingRequestReader.Read;
import io.carillon.booking.contact.ContactRepository;
import io.carillon.booking.database.ConstraintViolatedException;
import io.carillon.booking.database.RolledBackException;
import io.carillon.booking.database.Transactions;
import io.carillon.booking.schedule.DoctorSchedule;
import io.carillon.booking.schedule.Roster;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import org.jboss.logging.Logger;

/**
 * Books, in the order in which a booking can fail (design, section 6): read, known, allowed, then claimed and written
 * in one transaction.
 */
@ApplicationScoped
class Booking {

    private static final Logger LOG = Logger.getLogger(Booking.class);

    private final BookingRequestReader reader;
    private final Transactions transactions;
    private final Roster roster;
    private final ContactRepository contacts;
    private final AppointmentWriter writer;

    Booking(
            BookingSettings settings,
            Transactions transactions,
            Roster roster,
            ContactRepository contacts,
            AppointmentWriter writer) {
        this.reader = new BookingRequestReader(settings.horizon());
        this.transactions = transactions;
        this.roster = roster;
        this.contacts = contacts;
        this.writer = writer;
    }

    /**
     * @param started when the request arrived
     * @return {@link Booked} only after commit
     * @throws io.carillon.booking.database.DatabaseUnavailableException when PostgreSQL could not be asked
     */
    BookingOutcome book(byte[] body, Requester requester, Instant started) {
        return switch (reader.read(body, started)) {
            case Read.Unreadable(AsSent sent, String faults) -> new Refused(sent, FailureCode.VALIDATION, faults);
            case Read.Readable(BookingRequest request) -> book(request, requester, started);
        };
    }

    private BookingOutcome book(BookingRequest request, Requester requester, Instant started) {
        try {
            var doctor = roster.fresh(request.doctorId()).filter(known -> requester.mayAskOf(known.clinic()));
            if (doctor.isEmpty()) {
                return request.refused(FailureCode.UNKNOWN_DOCTOR, "unknown doctor: there is none with this doctorId.");
            }
            return transactions.inClinic(
                    doctor.get().clinic(),
                    connection -> inTransaction(connection, request, doctor.get(), requester, started));
        } catch (ConstraintViolatedException e) {
            return switch (e.constraint()) {
                case SlotClaims.NO_OVERLAP ->
                    request.refused(
                            FailureCode.SLOT_OVERLAP,
                            "The doctor has no time then any more; choose another slot, see GET /api/availability.");
                case AppointmentRepository.NO_DUPLICATE ->
                    request.refused(
                            FailureCode.DUPLICATE, "The patient already has an appointment that starts at this time.");
                default -> rolledBack(request, e);
            };
        } catch (RolledBackException e) {
            return rolledBack(request, e);
        } catch (DeadlinePassedException e) {
            return request.refused(
                    FailureCode.DEADLINE_PASSED,
                    "The time for this booking was over and nothing was written; try again.");
        }
    }

    private static Refused rolledBack(BookingRequest request, RuntimeException e) {
        LOG.error("Booking rolled back", e);
        return request.refused(
                FailureCode.TRANSACTION_ROLLBACK, "The booking was rolled back and nothing was written; try again.");
    }

    private BookingOutcome inTransaction(
            Connection connection, BookingRequest request, DoctorSchedule doctor, Requester requester, Instant started)
            throws SQLException {
        if (!contacts.exists(connection, doctor.clinic(), request.patientId())) {
            return request.refused(
                    FailureCode.UNKNOWN_PATIENT, "unknown patient: the doctor's clinic has none with this patientId.");
        }
        return switch (BookingPolicy.rule(request.slot(), doctor, started)) {
            case Ruling.Forbidden(FailureCode code, String detail) -> request.refused(code, detail);
            case Ruling.Allowed(ZoneId zone) -> {
                var appointment = request.by(doctor.clinic(), zone);
                writer.write(connection, appointment, requester, started);
                yield new Booked(appointment, request);
            }
        };
    }
}
