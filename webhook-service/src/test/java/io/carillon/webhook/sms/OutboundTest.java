package io.carillon.webhook.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.events.PatientEvent.PatientErased;
import io.carillon.kit.database.Transactions;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.Tables;
import io.carillon.webhook.sms.SmsScene.Booking;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a booking event to a telephone, with real Kafka and PostgreSQL and Twilio's stand-in. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class OutboundTest {

    @Inject
    SmsScene scene;

    @Inject
    Transactions transactions;

    @Inject
    SmsAccount account;

    @Inject
    Clock clock;

    @TestHTTPResource
    URI service;

    @BeforeEach
    void well() {
        scene.reset();
    }

    @Test
    @Requirement("R-WEB-18")
    void aBookingOnTheLineIsConfirmedOnceHoweverOftenItIsTold() {
        var booking = scene.appointment(SmsScene.phone());
        var event = scene.booked(booking, "CA1");

        scene.publish(event);
        scene.publish(event);
        var row = scene.awaitState(booking, State.SENT);
        scene.publish(event);
        var next = scene.bookedOnTheLine(SmsScene.phone());
        scene.awaitState(next, State.SENT);

        var messages = scene.messagesTo(booking.phone());
        assertThat(messages).hasSize(1);
        assertThat(messages.getFirst().path("body").asText())
                .isEqualTo("Text Clinic: your appointment is confirmed for Tue, Dec 10 at 9:30 AM. Reply HELP for help,"
                        + " STOP for no more texts. Ref " + Reference.of(row.id()));
        assertThat(messages.getFirst().path("from").asText()).isEqualTo(SmsScene.NUMBER);
        assertThat(row.last4())
                .isEqualTo(booking.phone().substring(booking.phone().length() - 4));
    }

    @Test
    void whoBookedAtADeskIsNotWrittenToButWhoWasToldOnceIsToldOfChanges() {
        var desk = scene.appointment(SmsScene.phone());
        scene.publish(scene.booked(desk, null));
        scene.publish(scene.cancelled(desk));
        var line = scene.bookedOnTheLine(SmsScene.phone());
        scene.awaitState(line, State.SENT);

        var later = SmsScene.START.plus(Duration.ofHours(1));
        scene.stands(line, "BOOKED", later);
        scene.publish(scene.moved(line, later));
        scene.await(line, MessageKind.MOVED, row -> row.state().equals("sent"));
        scene.stands(line, "CANCELLED", later);
        scene.publish(scene.cancelled(line));
        scene.await(line, MessageKind.CANCELLED, row -> row.state().equals("sent"));

        assertThat(scene.messagesTo(line.phone()))
                .extracting(message -> message.path("body").asText())
                .satisfiesExactly(
                        text -> assertThat(text).contains("is confirmed for Tue, Dec 10 at 9:30 AM"),
                        text -> assertThat(text).contains("is now on Tue, Dec 10 at 10:30 AM"),
                        text -> assertThat(text).contains("is cancelled"));
        assertThat(scene.row(desk, MessageKind.CONFIRMATION)).isEmpty();
        assertThat(scene.row(desk, MessageKind.CANCELLED)).isEmpty();
    }

    /** Events of two doctors have no order: what is told is how the appointment stands when it is told. */
    @Test
    void whatIsNotTrueAnyMoreIsNotSent() {
        var cancelled = scene.appointment(SmsScene.phone());
        scene.stands(cancelled, "CANCELLED", SmsScene.START);
        scene.publish(scene.booked(cancelled, "CA1"));
        var moved = scene.appointment(SmsScene.phone());
        scene.stands(moved, "BOOKED", SmsScene.START.plus(Duration.ofHours(2)));
        scene.publish(scene.booked(moved, "CA2"));

        assertThat(scene.awaitState(cancelled, State.SUPPRESSED).why()).isEqualTo("superseded");
        scene.awaitState(moved, State.SENT);
        assertThat(scene.messagesTo(cancelled.phone())).isEmpty();
        assertThat(scene.messagesTo(moved.phone()).getFirst().path("body").asText())
                .contains("11:30 AM");
    }

    @Test
    void thePatientsLanguageComesBeforeTheClinics() {
        var booking = scene.appointment(SmsScene.phone());
        scene.contact(booking, "{\"phone\":\"%s\",\"language\":\"fr\"}".formatted(booking.phone()));

        scene.publish(scene.booked(booking, "CA1"));
        scene.awaitState(booking, State.SENT);

        assertThat(scene.messagesTo(booking.phone()).getFirst().path("body").asText())
                .startsWith("Text Clinic : votre rendez-vous est confirmé pour le mar. 10 déc. à 9 h 30.");
    }

    @Test
    void whoHasNoNumberOrDoesNotExistIsNotWrittenTo() {
        var numberless = scene.appointment(SmsScene.phone());
        scene.contact(numberless, "{\"phone\":null}");
        scene.publish(scene.booked(numberless, "CA1"));
        var gone = scene.appointment(SmsScene.phone());
        scene.nobody(gone);
        scene.publish(scene.booked(gone, "CA2"));

        assertThat(scene.awaitState(numberless, State.SUPPRESSED).why()).isEqualTo("no_number");
        assertThat(scene.awaitState(gone, State.SUPPRESSED).why()).isEqualTo("no_recipient");
    }

    @Test
    void bookingServiceAwayForAWhileDelaysTheMessage() {
        var booking = new Booking(UUID.randomUUID().toString(), "pat-" + UUID.randomUUID(), SmsScene.phone());
        scene.publish(scene.booked(booking, "CA1"));
        scene.await(booking, MessageKind.CONFIRMATION, row -> row.attempts() >= 2);

        scene.contact(booking, "{\"phone\":\"%s\"}".formatted(booking.phone()));
        scene.stands(booking, "BOOKED", SmsScene.START);

        scene.awaitState(booking, State.SENT);
        assertThat(scene.messagesTo(booking.phone())).hasSize(1);
    }

    @Test
    void whatSomebodyElseHasMovedOnMeanwhileIsNotSent() {
        var booking = scene.appointment(SmsScene.phone());
        scene.isAnsweredAfter(booking, Duration.ofMillis(1_500));
        scene.publish(scene.booked(booking, "CA1"));
        var row = scene.await(
                booking, MessageKind.CONFIRMATION, found -> found.state().equals("sending"));

        Tables.sql("update sms_outbox set state = 'delivered', due_at = null where id = ?", row.id());

        await().during(Duration.ofSeconds(2)).atMost(SmsScene.LIMIT).until(() -> scene.asked(booking.phone()) == 0);
        assertThat(scene.row(booking, MessageKind.CONFIRMATION))
                .hasValueSatisfying(same -> assertThat(same.state()).isEqualTo("delivered"));
    }

    @Test
    void whatNobodyCouldBeAskedAboutInTimeIsNotTriedForEver() {
        var booking = new Booking(UUID.randomUUID().toString(), "pat-" + UUID.randomUUID(), SmsScene.phone());
        scene.publish(scene.booked(booking, "CA1"));
        var row = scene.await(booking, MessageKind.CONFIRMATION, found -> found.attempts() >= 1);

        Tables.sql("update sms_outbox set expires_at = now() where id = ?", row.id());

        assertThat(scene.awaitState(booking, State.SUPPRESSED).why()).isEqualTo("too_late");
    }

    @Test
    @Requirement("R-EXT-14")
    void aClinicWithoutTextMessagesSendsNone() {
        scene.without(SmsScene.ZONE, "sms", "whatsapp");

        var booking = scene.bookedOnTheLine(SmsScene.phone());

        assertThat(scene.awaitState(booking, State.SUPPRESSED).why()).isEqualTo("feature_off");
        assertThat(scene.asked(booking.phone())).isZero();
    }

    /** StackResource's quiet hours lie six to eight hours after Los Angeles' present time. */
    @Test
    void atNightTheMessageWaitsForTheMorning() {
        var here = ZoneId.of(SmsScene.ZONE).getRules().getOffset(clock.instant());
        var there =
                ZoneOffset.ofTotalSeconds((here.getTotalSeconds() + 7 * 3600 + 18 * 3600) % (36 * 3600) - 18 * 3600);
        scene.without(there.getId());

        var booking = scene.bookedOnTheLine(SmsScene.phone());

        var row = scene.await(booking, MessageKind.CONFIRMATION, waiting -> "quiet_hours".equals(waiting.why()));
        assertThat(row.state()).isEqualTo("queued");
        assertThat(row.due())
                .isBetween(clock.instant().plusSeconds(1_800), clock.instant().plusSeconds(3_700));
        assertThat(scene.asked(booking.phone())).isZero();
    }

    @Test
    @Requirement("R-EXT-06")
    void twilioDownForAWhileAllAreSentLaterEachOnce() {
        scene.world.stack.fault("twilio", "down", 0);
        var bookings = IntStream.range(0, 12)
                .mapToObj(i -> scene.bookedOnTheLine(SmsScene.phone()))
                .toList();
        bookings.forEach(booking -> scene.await(booking, MessageKind.CONFIRMATION, row -> row.why() != null));

        scene.world.stack.fault("twilio", "ok", 0);

        bookings.forEach(booking -> scene.awaitState(booking, State.SENT));
        for (var booking : bookings) {
            assertThat(scene.messagesTo(booking.phone())).hasSize(1);
        }
    }

    @Test
    void erasingAPatientErasesTheirTraceInMessages() {
        var booking = scene.bookedOnTheLine(SmsScene.phone());
        scene.awaitState(booking, State.SENT);
        scene.written(service, "/api/sms/incoming", booking.phone(), "STOP", Map.of());
        await().atMost(SmsScene.LIMIT).until(() -> consents(booking) == 1);

        scene.publish(new PatientErased(booking.patientId(), "erased-1", clock.instant()));

        var row = scene.await(
                booking, MessageKind.CONFIRMATION, erased -> erased.patientId().equals("erased-1"));
        assertThat(row.last4()).isNull();
        assertThat(consents(booking)).isZero();
        scene.publish(scene.booked(new Booking(UUID.randomUUID().toString(), booking.patientId(), ""), "CA9"));
        var next = scene.bookedOnTheLine(SmsScene.phone());
        scene.awaitState(next, State.SENT);
        assertThat(rowsOf(booking.patientId()))
                .as("a booking told late makes no new row")
                .isZero();
    }

    /** A query that forgets its clinic sees nothing of another's. */
    @Test
    void oneClinicNeverSeesAnothersMessages() {
        var booking = scene.bookedOnTheLine(SmsScene.phone());
        scene.awaitState(booking, State.SENT);

        assertThat(count(SmsScene.CLINIC, "select count(*) from sms_outbox")).isPositive();
        for (var table : List.of("sms_outbox", "message_consents", "sms_forgotten")) {
            assertThat(count(UUID.randomUUID(), "select count(*) from " + table))
                    .as(table)
                    .isZero();
        }
    }

    private long count(UUID clinic, String sql) {
        return transactions.inClinic(clinic, connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private long consents(Booking booking) {
        return transactions.acrossClinics(connection -> {
            try (var select = connection.prepareStatement("select count(*) from message_consents where sender = ?")) {
                select.setBytes(1, account.hash().of(booking.phone()));
                var row = select.executeQuery();
                row.next();
                return row.getLong(1);
            }
        });
    }

    private long rowsOf(String patientId) {
        return transactions.acrossClinics(connection -> {
            try (var select = connection.prepareStatement("select count(*) from sms_outbox where patient_id = ?")) {
                select.setString(1, patientId);
                var row = select.executeQuery();
                row.next();
                return row.getLong(1);
            }
        });
    }
}
