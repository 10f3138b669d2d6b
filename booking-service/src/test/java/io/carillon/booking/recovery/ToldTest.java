package io.carillon.booking.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.booking.recovery.ReplayPolicy.Ruling;
import io.carillon.booking.recovery.Told.Moment;
import io.carillon.events.BookingEvent;
import io.carillon.events.BookingEvent.AppointmentBooked;
import io.carillon.events.BookingEvent.AppointmentCancelled;
import io.carillon.events.BookingEvent.AppointmentMoved;
import io.carillon.events.BookingEvent.AppointmentStatusChanged;
import io.carillon.events.BookingEvent.SlotHeld;
import io.carillon.events.CloudEvent;
import io.carillon.events.PatientEvent.PatientErased;
import io.carillon.traceability.Requirement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What events make of an appointment, and what becomes of its row. */
@Requirement("R-BOOK-32")
class ToldTest {

    private static final UUID ID = UUID.fromString("00000000-0000-4000-9000-000000000001");
    private static final UUID CLINIC = UUID.fromString("00000000-0000-4000-8000-00000000000a");
    private static final Instant NINE = Instant.parse("2040-01-02T09:00:00Z");
    private static final Instant TEN = NINE.plusSeconds(3600);
    private static final Instant T0 = Instant.parse("2039-12-01T00:00:00Z");

    private final List<Moment> moments = new ArrayList<>();

    @Test
    void theLastOfItsEventsSaysWhereAndWhenAndTheFirstWhoBookedIt() {
        tell(booked(NINE, "call-1"), moved("e", TEN), status("CONFIRMED", "BOOKED", "e", TEN));

        var told = told();

        assertThat(told.doctorId()).isEqualTo("e");
        assertThat(told.start()).isEqualTo(TEN);
        assertThat(told.status()).isEqualTo("CONFIRMED");
        assertThat(told.callId()).isEqualTo("call-1");
        assertThat(told.bookedAt()).isEqualTo(T0);
        assertThat(told.at()).isEqualTo(T0.plusSeconds(2));
        assertThat(told.active()).isTrue();
    }

    /** Events of two doctors lie on two partitions, which are read in any order. */
    @Test
    void theEnvelopesTimePutsThemInOrderNotTheReading() {
        moments.add(new Moment(T0.plusSeconds(9), CLINIC, moved("e", TEN)));
        moments.add(new Moment(T0, CLINIC, booked(NINE, null)));

        assertThat(told().start()).isEqualTo(TEN);
    }

    @Test
    void whatWasDeletedAndBroughtBackStandsAsBefore() {
        tell(booked(NINE, null), status("CONFIRMED", "BOOKED", "d", NINE), cancelled(NINE));
        assertThat(told().active()).isFalse();

        tell(booked(NINE, null));

        assertThat(told().active()).isTrue();
        assertThat(told().status()).isEqualTo("CONFIRMED");
    }

    @Test
    void theSameStatusAgainIsAnArrivalWhereItIsToTakePlace() {
        tell(booked(NINE, null), status("CONFIRMED", "CONFIRMED", "d", NINE));
        assertThat(told().checkedInAt()).isEqualTo(T0.plusSeconds(1));

        moments.clear();
        tell(booked(NINE, null), status("COMPLETED", "BOOKED", "d", NINE), status("COMPLETED", "COMPLETED", "d", NINE));
        assertThat(told().checkedInAt()).isNull();
    }

    @Test
    void holdsAreNoState() {
        assertThat(Told.appointment(new SlotHeld("h", "d", NINE, TEN, TEN, null)))
                .isEmpty();
    }

    @Test
    void aMissingRowIsInsertedWhereItsBookingWasReadAndNotMadeUpWhereNot() {
        tell(booked(NINE, null), cancelled(NINE));
        assertThat(rule(null))
                .isInstanceOfSatisfying(
                        Ruling.Insert.class,
                        insert -> assertThat(insert.wanted().status()).isEqualTo("CANCELLED"));

        moments.clear();
        tell(moved("d", TEN));
        assertThat(rule(null)).isInstanceOf(Ruling.Incomplete.class);
    }

    @Test
    void aRowThatSaysWhatWasToldIsLeftInPeace() {
        tell(booked(NINE, null));
        assertThat(rule(row("BOOKED", NINE, false, 0))).isInstanceOf(Ruling.Same.class);
        // No event said that it is confirmed; none read said that it is not.
        assertThat(rule(row("CONFIRMED", NINE, false, 0))).isInstanceOf(Ruling.Same.class);

        tell(cancelled(NINE));
        assertThat(rule(row("CANCELLED", NINE, false, 1))).isInstanceOf(Ruling.Same.class);
        assertThat(rule(row("BOOKED", NINE, true, 1))).isInstanceOf(Ruling.Same.class);
    }

    @Test
    void anOlderRowIsBroughtToWhatWasToldAndANewerOneIsNot() {
        tell(booked(NINE, null), moved("d", TEN));

        assertThat(rule(row("CONFIRMED", NINE, false, 0)))
                .isInstanceOfSatisfying(
                        Ruling.Update.class,
                        update -> assertThat(update.wanted().status()).isEqualTo("CONFIRMED"));
        assertThat(rule(row("BOOKED", NINE, false, 5)))
                .isInstanceOfSatisfying(
                        Ruling.Left.class, left -> assertThat(left.why()).contains("changed later"));
    }

    /** Row and event of a booking are of one moment, by two clocks. */
    @Test
    void aRowThatWasNeverChangedIsNotNewerThanItsBooking() {
        tell(booked(NINE, null));
        var later = T0.plusSeconds(5);

        assertThat(rule(new Row(ID, CLINIC, "d", "p", "BOOKED", TEN, TEN.plusSeconds(1800), false, later, later)))
                .isInstanceOf(Ruling.Update.class);
    }

    @Test
    void whatWasToldOfAPatientBeforeTheErasureIsOfNobody() {
        var telling = new Telling();
        telling.hear(new CloudEvent<>("1", "/t", T0, CLINIC, null, null, booked(NINE, null)));
        telling.hear(new CloudEvent<>(
                "2",
                "/t",
                T0.plusSeconds(5),
                CLINIC,
                null,
                null,
                new PatientErased("p", "erased-1", T0.plusSeconds(4))));
        assertThat(telling.appointments()).singleElement().returns("erased-1", Told::patientId);

        // Entered anew under the same id, and booked for.
        telling.hear(new CloudEvent<>("3", "/t", T0.plusSeconds(9), CLINIC, null, null, moved("d", TEN)));
        assertThat(telling.appointments()).singleElement().returns("p", Told::patientId);
    }

    private void tell(BookingEvent... events) {
        for (var event : events) {
            moments.add(new Moment(T0.plusSeconds(moments.size()), CLINIC, event));
        }
    }

    private Told told() {
        return Told.of(ID, moments);
    }

    private Ruling rule(@Nullable Row row) {
        return ReplayPolicy.rule(told(), Optional.ofNullable(row));
    }

    /** @param changed seconds after the first event */
    private static Row row(String status, Instant start, boolean deleted, int changed) {
        return new Row(
                ID,
                CLINIC,
                "d",
                "p",
                status,
                start,
                start.plus(Duration.ofMinutes(30)),
                deleted,
                T0,
                T0.plusSeconds(changed));
    }

    private static AppointmentBooked booked(Instant start, @Nullable String call) {
        return new AppointmentBooked(ID.toString(), "d", "p", start, start.plusSeconds(1800), call);
    }

    private static AppointmentMoved moved(String doctor, Instant start) {
        return new AppointmentMoved(
                ID.toString(), doctor, "p", start, start.plusSeconds(1800), "d", NINE, NINE.plusSeconds(1800));
    }

    private static AppointmentCancelled cancelled(Instant start) {
        return new AppointmentCancelled(ID.toString(), "d", "p", start, start.plusSeconds(1800));
    }

    private static AppointmentStatusChanged status(String status, String before, String doctor, Instant start) {
        return new AppointmentStatusChanged(ID.toString(), doctor, "p", start, start.plusSeconds(1800), status, before);
    }
}
