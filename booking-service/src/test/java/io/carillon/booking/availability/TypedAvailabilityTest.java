package io.carillon.booking.availability;

import static io.carillon.booking.Fixture.MONDAY;
import static io.carillon.booking.Fixture.clinic;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.post;
import static io.carillon.booking.Fixture.sql;
import static io.carillon.booking.Fixture.viewer;
import static io.carillon.booking.TypeFixture.buffers;
import static io.carillon.booking.TypeFixture.type;
import static io.carillon.booking.TypeFixture.withoutType;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import io.carillon.booking.Fixture;
import io.carillon.booking.StackResource;
import io.carillon.kit.access.ServiceToken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is offered of an appointment type, and by doctors of a specialty. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class TypedAvailabilityTest {

    private final UUID clinic = clinic("UTC");
    private final String doctor = doctor(clinic);

    @Inject
    ServiceToken tokens;

    @ParameterizedTest
    @ValueSource(strings = {"doctor", "clinic"})
    void aTypeSetsLengthAndBuffersAndWhatIsOfferedCanBeBooked(String who) {
        buffers(doctor, 0, 60);
        type(clinic, "first-visit", 45, ",\"bufferBeforeMinutes\":15,\"bufferAfterMinutes\":0");
        post(Fixture.body(patient(clinic), doctor, MONDAY + "T08:00:00Z", MONDAY + "T08:30:00Z"))
                .statusCode(201);

        // Claimed until 09:30 with the doctor's buffer; the type's asks for 15 minutes before, and for none after.
        var start = ask(who, "&type=first-visit&limit=1")
                .body("slots.endTime", hasSize(1))
                .extract()
                .<String>path("slots[0].startTime");
        post("{\"patientId\":\"%s\",\"doctorId\":\"%s\",\"startTime\":\"%s\",\"type\":\"first-visit\"}"
                        .formatted(patient(clinic), doctor, start))
                .statusCode(201);
        assertThat(start).isGreaterThanOrEqualTo(MONDAY + "T09:45");
    }

    @Test
    void theEndOfASlotIsTheTypes() {
        type(clinic, "long", 90, "");

        for (var who : new String[] {"doctor", "clinic"}) {
            ask(who, "&type=long&limit=1")
                    .body("slots.startTime", contains(MONDAY + "T08:00:00Z"))
                    .body("slots.endTime", contains(MONDAY + "T09:30:00Z"));
        }
        type(clinic, "long", 120, "");
        for (var who : new String[] {"doctor", "clinic"}) {
            ask(who, "&type=long&limit=1").body("slots.endTime", contains(MONDAY + "T10:00:00Z"));
        }
        withoutType(clinic, "long");
        for (var who : new String[] {"doctor", "clinic"}) {
            question(who, "&type=long").statusCode(404).body("code", equalTo("UNKNOWN_APPOINTMENT_TYPE"));
        }
    }

    @Test
    void onlyDoctorsOfTheSpecialtyAreOffered() {
        var cardiologist = doctor(clinic);
        sql("update doctors set specialty = 'Cardiology' where id = ?", cardiologist);

        ask("clinic", "&specialty=cardiology&limit=10")
                .body("slots", hasSize(10))
                .body("slots.doctorId", everyItem(equalTo(cardiologist)));
        ask("clinic", "&specialty=dermatology").body("slots", empty());
        // Who speaks for a clinic need not name it.
        viewerOfTheClinic("specialty=cardiology&limit=1").body("slots.doctorId", contains(cardiologist));
    }

    private ValidatableResponse viewerOfTheClinic(String query) {
        return given().header(ServiceToken.HEADER, tokens.header(clinic))
                .get("/api/availability?" + query + "&from=" + MONDAY + "T00:00:00Z")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse ask(String who, String query) {
        return question(who, query).statusCode(200);
    }

    private ValidatableResponse question(String who, String query) {
        var of = who.equals("doctor") ? "doctorId=" + doctor : "clinic=" + clinic;
        return viewer().get("/api/availability?" + of + "&from=" + MONDAY + "T00:00:00Z&days=1" + query)
                .then();
    }
}
