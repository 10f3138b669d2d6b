package io.carillon.booking;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.book;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.sql;
import static io.carillon.booking.Fixture.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;

import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.events.BookingEvent.AppointmentBooked;
import io.carillon.events.BookingEvent.BookingFailed;
import io.carillon.events.ClinicEvent.ClinicDescribed;
import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import io.carillon.events.Topic;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class EventsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    @Requirement("R-BOOK-01")
    void aBookingIsToldOnceWithItsAudit() {
        var doctor = doctor(DEMO);
        var patient = patient(DEMO);
        var id = book(patient, doctor, at("10:00")).statusCode(201).extract().<String>path("id");

        var booked = events(
                Topic.BOOKINGS,
                event -> event.data() instanceof AppointmentBooked e
                        && e.doctorId().equals(doctor));
        assertThat(booked).singleElement().satisfies(event -> {
            assertThat(event.data())
                    .isEqualTo(new AppointmentBooked(id, doctor, patient, at("10:00"), at("10:30"), null));
            assertThat(event.clinic()).isEqualTo(DEMO);
            assertThat(event.source()).isEqualTo("/carillon/booking-service");
            assertThat(event.requestId()).isNotNull();
        });
        var audit = events(
                Topic.AUDIT,
                event -> event.data() instanceof ChangeRecorded e
                        && e.resourceId().equals(id));
        assertThat(audit)
                .singleElement()
                .satisfies(event -> assertThat((ChangeRecorded) event.data())
                        .returns("appointment", ChangeRecorded::resource)
                        .returns("BOOK", ChangeRecorded::action)
                        .returns("127.0.0.1", ChangeRecorded::source));
        await().atMost(SOON).until(() -> rows("select id from outbox").isEmpty());
    }

    @Test
    @Requirement("R-BOOK-04")
    void aFailureIsToldWithItsCodeAndWithoutWhatAStrangerSent() {
        var doctor = Fixture.doctorWithoutHours(DEMO);
        book("pat-1", doctor, at("10:00")).statusCode(422);
        var requestId = book("+15555550123", "+15555550124", at("10:00"))
                .statusCode(404)
                .extract()
                .<String>path("request_id");

        assertThat(events(
                        Topic.BOOKINGS,
                        event -> event.data() instanceof BookingFailed e
                                && e.doctorId().equals(doctor)))
                .singleElement()
                .satisfies(event -> assertThat((BookingFailed) event.data())
                        .returns("SCHEDULE_MISSING", BookingFailed::code)
                        .returns("pat-1", BookingFailed::patientId));
        assertThat(events(Topic.BOOKINGS, event -> requestId.equals(event.requestId())))
                .singleElement()
                .satisfies(event -> assertThat((BookingFailed) event.data())
                        .returns("unknown", BookingFailed::key)
                        .returns(null, BookingFailed::patientId));
    }

    @Test
    void anEventOfATopicThatOnlyANewerReleaseKnowsHoldsUpNobody() {
        sql("insert into outbox (topic, key, headers, data) values ('TOMORROW', 'k', '{}', '{}')");
        try {
            var doctor = doctor(DEMO);
            book(patient(DEMO), doctor, at("10:00")).statusCode(201);

            assertThat(events(
                            Topic.BOOKINGS,
                            event -> event.data() instanceof AppointmentBooked e
                                    && e.doctorId().equals(doctor)))
                    .hasSize(1);
            assertThat(rows("select topic from outbox where topic = 'TOMORROW'"))
                    .hasSize(1);
        } finally {
            sql("delete from outbox where topic = 'TOMORROW'");
        }
    }

    @Test
    void clinicsAreDescribedAtTheStartAndAgainWhenTheyChange() {
        assertThat(events(
                        Topic.CLINICS,
                        event -> event.data() instanceof ClinicDescribed e
                                && e.code().equals("DEMO")))
                .first()
                .satisfies(event -> assertThat((ClinicDescribed) event.data())
                        .returns("America/Los_Angeles", ClinicDescribed::zone)
                        .returns("911", ClinicDescribed::emergencyNumber)
                        .returns(List.of("+15555555678"), ClinicDescribed::numbers));

        var clinic = Fixture.clinic("Europe/Paris");
        events(Topic.CLINICS, event -> clinic.equals(event.clinic()));
        sql("update clinics set name = 'Renamed' where org_id = ?", clinic);

        assertThat(events(
                        Topic.CLINICS,
                        event -> event.data() instanceof ClinicDescribed e
                                && e.orgId().equals(clinic)
                                && e.name().equals("Renamed")))
                .hasSize(1);
        viewer().get("/api/clinics?limit=200")
                .then()
                .statusCode(200)
                .body("clinics.code", hasItems("DEMO", "KIN"))
                .body("clinics.name", hasItems("Renamed"));
    }

    @Test
    void whatHappensIsCounted() {
        book(patient(DEMO), doctor(DEMO), at("10:00")).statusCode(201);
        book("nobody", "nobody", at("10:00")).statusCode(404);

        viewer().get("/metrics")
                .then()
                .statusCode(200)
                .body(containsString("booking_created_total"))
                .body(containsString("booking_failed_total{code=\"UNKNOWN_DOCTOR\"}"))
                .body(containsString("booking_duration_seconds_bucket"))
                .body(containsString("db_pool_max 20.0"));
    }

    /** At least one, waited for: what the outbox holds reaches Kafka soon, not at once. */
    private static List<? extends CloudEvent<? extends Event>> events(
            Topic topic, Predicate<CloudEvent<? extends Event>> wanted) {
        return await().atMost(SOON)
                .until(() -> Topics.read(topic).stream().filter(wanted).toList(), found -> !found.isEmpty());
    }
}
