package io.carillon.booking;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.KIN;
import static io.carillon.booking.Fixture.MONDAY;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.book;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.sql;
import static io.carillon.booking.Fixture.viewer;
import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the pod stands is nobody's business: its zone is the JVM's, and what the driver tells PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class PodZoneTest {

    /** On this Sunday the clock of Los Angeles goes from 02:00 to 03:00; on the other, from 02:00 back to 01:00. */
    private static final List<String> CHANGES = List.of("2030-03-10", "2030-11-03");

    @Inject
    AgroalDataSource pool;

    private final TimeZone usual = TimeZone.getDefault();

    @AfterEach
    void back() {
        standIn(usual);
    }

    @Test
    @Requirement("R-BOOK-07")
    void answersAreTheSameWhereverItRuns() {
        var atNight = Fixture.doctorWithoutHours(DEMO);
        sql("insert into working_hours values (?, ?, 7, '00:00', '04:00')", DEMO, atNight);
        var answers = new ArrayList<List<String>>();
        for (var zone : List.of("UTC", "Pacific/Kiritimati", "America/Los_Angeles")) {
            standIn(TimeZone.getTimeZone(zone));
            answers.add(answers(atNight));
        }

        assertThat(answers).hasSize(3).containsOnly(answers.getFirst());
        assertThat(answers.getFirst()).contains("OUTSIDE_SCHEDULE", "6 free on 2030-03-10", "10 free on 2030-11-03");
    }

    /** Both clinics on one instant, and how many half hours there are on the days of the changes. */
    private static List<String> answers(String atNight) {
        var opening = MONDAY.atTime(8, 0).atZone(ZoneId.of("Africa/Kinshasa")).toInstant();
        var answers = new ArrayList<String>();
        answers.add(told(booked(KIN, opening), "startTime"));
        answers.add(told(booked(DEMO, opening), "code"));
        answers.add(told(booked(DEMO, at("17:30")), "endTime"));
        for (var day : CHANGES) {
            var slots = viewer().get(
                            "/api/availability?doctorId=%s&from=%sT00:00:00-07:00&days=2&durationMinutes=30&limit=200"
                                    .formatted(atNight, day))
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath()
                    .getList("slots.startTime", String.class);
            answers.add("%d free on %s".formatted(slots.size(), day));
            answers.addAll(slots);
        }
        return answers;
    }

    private static ValidatableResponse booked(UUID clinic, Instant start) {
        return book(patient(clinic), doctor(clinic), start);
    }

    private static String told(ValidatableResponse answer, String field) {
        return answer.extract().path(field);
    }

    private void standIn(TimeZone zone) {
        TimeZone.setDefault(zone);
        pool.flush(FlushMode.GRACEFUL);
    }
}
