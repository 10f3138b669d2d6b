package io.carillon.booking.appointment;

import static io.carillon.booking.Fixture.MONDAY;
import static io.carillon.booking.Fixture.clinic;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.post;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.viewer;
import static io.carillon.booking.TypeFixture.buffers;
import static io.carillon.booking.TypeFixture.type;
import static io.carillon.booking.TypeFixture.withoutType;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.carillon.booking.StackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Appointments of a type, in a clinic one hour ahead of UTC whose doctor has 5 minutes before and 10 after. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class TypedBookingTest {

    private final UUID clinic = clinic("Africa/Kinshasa");
    private final String doctor = doctor(clinic);

    @BeforeEach
    void buffersOfTheDoctor() {
        buffers(doctor, 5, 10);
    }

    @Test
    void aTypeSaysHowLongItTakesAndWhatIsClaimedAroundIt() {
        type(clinic, "first-visit", 45, ",\"bufferAfterMinutes\":20");

        var id = book("10:00:00.000+02:00", ",\"type\":\"first-visit\"")
                .statusCode(201)
                .body("type", equalTo("first-visit"))
                .body("startTime", equalTo(MONDAY + "T10:00:00.000+02:00"))
                .body("endTime", equalTo(MONDAY + "T10:45:00+02:00"))
                .extract()
                .<String>path("id");

        assertThat(claims()).containsExactly("07:55 09:05");
        viewer().get("/api/appointments/" + id)
                .then()
                .body("type", equalTo("first-visit"))
                .body("endTime", equalTo(MONDAY + "T09:45:00+01:00"));
        viewer().get("/api/appointments?doctorId=" + doctor).then().body("appointments.type", contains("first-visit"));
    }

    @Test
    void anEndThatIsNamedHoldsAndNoTypeIsAsBefore() {
        type(clinic, "control", 15, ",\"bufferBeforeMinutes\":0,\"bufferAfterMinutes\":0");

        book("09:00:00Z", ",\"type\":\"control\",\"endTime\":\"" + MONDAY + "T10:00:00Z\"")
                .statusCode(201)
                .body("endTime", equalTo(MONDAY + "T10:00:00Z"));
        book("12:00:00Z", ",\"endTime\":\"" + MONDAY + "T12:30:00Z\"")
                .statusCode(201)
                .body("$", not(hasKey("type")));

        assertThat(claims()).containsExactly("09:00 10:00", "11:55 12:40");
    }

    @Test
    void aTypeThatChangesIsBookedAsItIsNow() {
        type(clinic, "control", 15, "");
        book("08:00:00Z", ",\"type\":\"control\"").statusCode(201);
        type(clinic, "control", 30, ",\"bufferAfterMinutes\":0");
        book("09:00:00Z", ",\"type\":\"control\"").statusCode(201);
        assertThat(claims()).containsExactly("07:55 08:25", "08:55 09:30");

        withoutType(clinic, "control");
        refused(book("10:00:00Z", ",\"type\":\"control\""));
        type(clinic, "control", 60, "");
        book("10:00:00Z", ",\"type\":\"control\"").statusCode(201).body("endTime", equalTo(MONDAY + "T11:00:00Z"));
    }

    @Test
    void anUnknownTypeIsToldInItsPlaceInTheOrderOfReasons() {
        type(clinic("UTC"), "elsewhere", 15, "");

        refused(book("10:00:00Z", ",\"type\":\"elsewhere\""));
        refused(send("2020-01-06T10:00:00Z", patient(clinic), ",\"type\":\"elsewhere\""));
        send(MONDAY + "T10:00:00Z", "nobody", ",\"type\":\"elsewhere\"")
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_PATIENT"));
        assertThat(rows("select code from booking_attempts where doctor_id = ? order by created_at", doctor))
                .containsExactly("UNKNOWN_APPOINTMENT_TYPE", "UNKNOWN_APPOINTMENT_TYPE", "UNKNOWN_PATIENT");
    }

    /** As with an unknown patient, what was missing can be entered and the request sent again. */
    @Test
    void anUnknownTypeIsNotKeptUnderTheKey() {
        var key = UUID.randomUUID().toString();
        var body = body(MONDAY + "T10:00:00Z", patient(clinic), ",\"type\":\"later\"");

        refused(keyed(key, body));
        type(clinic, "later", 30, "");
        keyed(key, body).statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"type\":null",
                ",\"type\":7",
                ",\"type\":\"\"",
                ",\"type\":\"two words\"",
                ",\"type\":\"x'; drop table appointments; --\"",
                ",\"type\":\"first-visit\",\"endTime\":7",
                ",\"type\":\"first-visit\",\"endTime\":\"2020-01-01T00:00:00Z\""
            })
    void nonsenseIsRefused(String fields) {
        book("10:00:00Z", fields).statusCode(400).body("code", equalTo("VALIDATION"));
    }

    @Test
    void whatHasNoEndAndNoTypeLacksAnEnd() {
        book("10:00:00Z", "").statusCode(400).body("detail", equalTo("endTime is missing."));
    }

    @Test
    void aTypeMayNotTakeTimeThatTheDoctorDoesNotWork() {
        type(clinic, "long", 90, "");

        book("16:00:00Z", ",\"type\":\"long\"").statusCode(422).body("code", equalTo("OUTSIDE_SCHEDULE"));
    }

    @Test
    void whoeverMovesKeepsTypeLengthAndBuffers() {
        type(clinic, "first-visit", 45, ",\"bufferBeforeMinutes\":15,\"bufferAfterMinutes\":20");
        var id = book("08:00:00Z", ",\"type\":\"first-visit\"").extract().<String>path("id");

        moved(id, "{\"startTime\":\"" + MONDAY + "T11:00:00Z\"}")
                .statusCode(200)
                .body("type", equalTo("first-visit"))
                .body("endTime", equalTo(MONDAY + "T12:45:00+01:00"));
        assertThat(claims()).containsExactly("10:45 12:05");

        moved(id, "{\"startTime\":\"" + MONDAY + "T12:00:00Z\",\"endTime\":\"" + MONDAY + "T12:30:00Z\"}")
                .statusCode(200)
                .body("endTime", equalTo(MONDAY + "T13:30:00+01:00"));
        assertThat(claims()).containsExactly("11:45 12:50");

        withoutType(clinic, "first-visit");
        moved(id, "{\"startTime\":\"" + MONDAY + "T14:00:00Z\"}")
                .statusCode(200)
                .body("type", equalTo("first-visit"));
        assertThat(claims()).as("of a type that is gone: the doctor's").containsExactly("13:55 14:40");
    }

    private ValidatableResponse book(String time, String fields) {
        return send(MONDAY + "T" + time, patient(clinic), fields);
    }

    private ValidatableResponse send(String start, String patient, String fields) {
        return post(body(start, patient, fields));
    }

    private String body(String start, String patient, String fields) {
        return "{\"patientId\":\"%s\",\"doctorId\":\"%s\",\"startTime\":\"%s\"%s}"
                .formatted(patient, doctor, start, fields);
    }

    private static ValidatableResponse keyed(String key, String body) {
        return operator()
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/appointments")
                .then();
    }

    private static ValidatableResponse moved(String id, String body) {
        return operator()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/appointments/" + id + "/reschedule")
                .then();
    }

    private static void refused(ValidatableResponse answer) {
        answer.statusCode(404)
                .body("code", equalTo("UNKNOWN_APPOINTMENT_TYPE"))
                .body("detail", containsString("unknown appointment type"));
    }

    /** From when to when, UTC, all of {@code doctor}'s. */
    private Iterable<String> claims() {
        return rows("""
                select to_char(lower(during) at time zone 'UTC', 'HH24:MI') || ' '
                    || to_char(upper(during) at time zone 'UTC', 'HH24:MI')
                from slot_claims where doctor_id = ? order by during""", doctor);
    }
}
