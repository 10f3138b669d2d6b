package io.carillon.booking;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.book;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.rows;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;

import io.carillon.events.BookingEvent.AppointmentBooked;
import io.carillon.events.Topic;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class OutageTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    @Requirement("R-EXT-12")
    void withoutPostgresTheAnswerIsFastAndHonestAndNothingIsHalfWritten() {
        var doctor = doctor(DEMO);
        var patient = patient(DEMO);
        var stopped = rows("select now()").getFirst();
        StackResource.stack().stop("postgres");
        try {
            book(patient, doctor, at("10:00"))
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", notNullValue())
                    .body("code", equalTo("DEPENDENCY_UNAVAILABLE"))
                    .time(lessThan(3_000L));
            Fixture.viewer().get("/api/availability?clinic=DEMO").then().statusCode(503);
            await().atMost(SOON)
                    .untilAsserted(() -> given().get("/health").then().statusCode(503));
        } finally {
            StackResource.stack().start("postgres");
        }

        assertThat(rows("select id from appointments where doctor_id = ?", doctor))
                .isEmpty();
        assertThat(rows("select id from slot_claims where doctor_id = ?", doctor))
                .isEmpty();
        book(patient, doctor, at("10:00")).statusCode(201);
        await().atMost(SOON).untilAsserted(() -> given().get("/health").then().statusCode(200));
        // After an outage the data are looked at without being asked.
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(rows("""
                                select distinct check_name from data_check_runs
                                where cause = 'returned' and started_at > ?::timestamptz""", stopped.toString())).hasSize(6));
    }

    @Test
    void withoutKafkaBookingsStandAndAreToldLaterInOrder() {
        var doctor = doctor(DEMO);
        var booked = new ArrayList<String>();
        StackResource.stack().stop("kafka");
        try {
            for (int i = 0; i < 5; i++) {
                booked.add(book(patient(DEMO), doctor, at("10:00").plusSeconds(1800L * i))
                        .statusCode(201)
                        .extract()
                        .path("id"));
            }
            assertThat(rows("select id from outbox where key = ?", doctor)).hasSize(5);
        } finally {
            StackResource.stack().start("kafka");
        }

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(rows("select id from outbox where key = ?", doctor))
                        .isEmpty());
        assertThat(Topics.read(Topic.BOOKINGS).stream()
                        .filter(event -> event.data() instanceof AppointmentBooked e
                                && e.doctorId().equals(doctor))
                        .map(event -> ((AppointmentBooked) event.data()).appointmentId())
                        .distinct())
                .containsExactlyElementsOf(booked);
    }
}
