package io.carillon.booking.schedule;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.KIN;
import static io.carillon.booking.Fixture.MONDAY;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.book;
import static io.carillon.booking.Fixture.clinic;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.doctorWithoutHours;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.viewer;
import static io.carillon.booking.schedule.ScheduleApi.audit;
import static io.carillon.booking.schedule.ScheduleApi.get;
import static io.carillon.booking.schedule.ScheduleApi.post;
import static io.carillon.booking.schedule.ScheduleApi.put;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.booking.StackResource;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.kit.access.ServiceToken;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class DoctorTest {

    @Inject
    ServiceToken tokens;

    @Test
    void aDoctorIsEnteredGivenHoursAndBooked() {
        var id = "Dr 7/" + UUID.randomUUID();
        var location = post("/api/doctors", """
                        {"id":"%s","clinic":"KIN","name":"Dr. Nsimba","specialty":"Cardiology","bufferBeforeMinutes":5,
                         "bufferAfterMinutes":10}""".formatted(id))
                .statusCode(201)
                .body("id", equalTo(id))
                .body("clinic", equalTo("KIN"))
                .body("orgId", equalTo(KIN.toString()))
                .body("timeZone", equalTo("Africa/Kinshasa"))
                .body("specialty", equalTo("Cardiology"))
                .body("bufferBeforeMinutes", equalTo(5))
                .body("bufferAfterMinutes", equalTo(10))
                .body("active", equalTo(true))
                .body("hours", empty())
                .extract()
                .header("Location");
        var start = Instant.parse(MONDAY + "T22:30:00Z");
        book(patient(KIN), id, start).statusCode(422).body("code", equalTo("SCHEDULE_MISSING"));

        given().urlEncodingEnabled(false)
                .header("X-API-Key", "dev-operator-key")
                .contentType(ContentType.JSON)
                .body("""
                        {"hours":[{"weekday":"tuesday","from":"00:00","to":"02:00"},
                                  {"weekday":"MONDAY","from":"13:00","to":"24:00"},
                                  {"weekday":"MONDAY","from":"08:00","to":"12:00"}]}""")
                .put(location + "/hours")
                .then()
                .statusCode(200)
                .body("hours.weekday", contains("MONDAY", "MONDAY", "TUESDAY"))
                .body("hours.from", contains("08:00", "13:00", "00:00"))
                .body("hours.to", contains("12:00", "24:00", "02:00"));

        book(patient(KIN), id, start).statusCode(201);
        assertThat(audit("doctor", id, 1)).singleElement().satisfies(change -> {
            assertThat(change.actor()).isEqualTo("dev-operator");
            assertThat(change.action()).isEqualTo("CREATE");
            assertThat(change.after()).contains("Cardiology", "5/10 min", "active");
        });
        assertThat(audit("doctor-hours", id, 1))
                .extracting(ChangeRecorded::action, ChangeRecorded::before, ChangeRecorded::after)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "REPLACE", "none", "MONDAY 08:00-12:00, MONDAY 13:00-24:00, TUESDAY 00:00-02:00"));
    }

    @Test
    void anIdIsMadeUpForWhoHasNoneAndTakenOnceOverAllClinics() {
        var id = post("/api/doctors", "{\"clinic\":\"%s\",\"name\":\"Dr. Né'; drop table doctors;--\"}".formatted(DEMO))
                .statusCode(201)
                .header("Location", startsWith("/api/doctors/doctor-"))
                .extract()
                .<String>path("id");

        get("/api/doctors/" + id).statusCode(200).body("name", equalTo("Dr. Né'; drop table doctors;--"));
        post("/api/doctors", "{\"id\":\"%s\",\"clinic\":\"KIN\",\"name\":\"Dr. Two\"}".formatted(id))
                .statusCode(409)
                .body("code", equalTo("DOCTOR_EXISTS"));
        post("/api/doctors", "{\"id\":\"%s\",\"clinic\":\"DEMO\",\"name\":\"Dr. Two\"}".formatted(id))
                .statusCode(409)
                .body("code", equalTo("DOCTOR_EXISTS"));
        assertThat(rows("select org_id from doctors where id = ?", id)).containsExactly(DEMO.toString());
    }

    @Test
    void everythingButTheClinicCanBeChanged() {
        var id = doctor(DEMO);
        put("/api/doctors/" + id, """
                        {"name":"Dr. New","specialty":"ENT","bufferAfterMinutes":240,"active":false,"clinic":"DEMO"}""")
                .statusCode(200)
                .body("name", equalTo("Dr. New"))
                .body("specialty", equalTo("ENT"))
                .body("bufferBeforeMinutes", equalTo(0))
                .body("bufferAfterMinutes", equalTo(240))
                .body("active", equalTo(false))
                .body("hours", hasSize(6));
        put("/api/doctors/" + id, "{\"name\":\"Dr. New\"}")
                .body("specialty", nullValue())
                .body("active", equalTo(true));

        put("/api/doctors/" + id, "{\"name\":\"Dr. New\",\"clinic\":\"KIN\"}")
                .statusCode(400)
                .body("code", equalTo("VALIDATION"))
                .body("detail", containsString("clinic"));
        put("/api/doctors/nobody", "{\"name\":\"Dr. New\"}").statusCode(404).body("code", equalTo("UNKNOWN_DOCTOR"));
        assertThat(audit("doctor", id, 2))
                .extracting(ChangeRecorded::before)
                .allSatisfy(before -> assertThat(before).isNotNull());
    }

    @Test
    void whoIsNotActiveTakesNoNewBookingsAndKeepsTheOldOnes() {
        var id = doctor(DEMO);
        var kept =
                book(patient(DEMO), id, at("08:00")).statusCode(201).extract().<String>path("id");
        var cancelled =
                book(patient(DEMO), id, at("09:00")).statusCode(201).extract().<String>path("id");
        put("/api/doctors/" + id, "{\"name\":\"Dr. Gone\",\"active\":false}").statusCode(200);

        book(patient(DEMO), id, at("10:00")).statusCode(422).body("code", equalTo("OUTSIDE_SCHEDULE"));
        get("/api/availability?doctorId=" + id).statusCode(200).body("slots", empty());
        post("/api/appointments/" + kept + "/confirm", "{}").statusCode(200);
        post("/api/appointments/" + cancelled + "/cancel", "{}").statusCode(200);

        put("/api/doctors/" + id, "{\"name\":\"Dr. Back\"}").statusCode(200);
        book(patient(DEMO), id, at("10:00")).statusCode(201);
    }

    @Test
    void whoIsConfirmedDoesNotLoseThePlaceToBuffersThatHaveGrown() {
        var id = doctor(DEMO);
        var first =
                book(patient(DEMO), id, at("08:00")).statusCode(201).extract().<String>path("id");
        book(patient(DEMO), id, at("08:30")).statusCode(201);
        put("/api/doctors/" + id, "{\"name\":\"Dr. Tidy\",\"bufferAfterMinutes\":15}")
                .statusCode(200);

        post("/api/appointments/" + first + "/confirm", "{}").statusCode(200);
        assertThat(rows(
                        "select during = tstzrange(?::timestamptz, ?::timestamptz) from slot_claims where appointment_id = ?::uuid",
                        at("08:00").toString(),
                        at("08:30").toString(),
                        first))
                .containsExactly("t");
    }

    @Test
    void buffersAreClaimedWithTheAppointmentAndMayLieOutsideTheHours() {
        var id = doctor(DEMO);
        book(patient(DEMO), id, at("17:30")).statusCode(201);
        put("/api/doctors/" + id, "{\"name\":\"Dr. Tidy\",\"bufferBeforeMinutes\":10,\"bufferAfterMinutes\":20}")
                .statusCode(200);

        book(patient(DEMO), id, at("08:00")).statusCode(201);
        book(patient(DEMO), id, at("08:50")).statusCode(409).body("code", equalTo("SLOT_OVERLAP"));
        book(patient(DEMO), id, at("09:00")).statusCode(201);
        assertThat(rows("select during::text from slot_claims where doctor_id = ? order by during", id))
                .as("what was booked before keeps what it had")
                .containsExactly(
                        rows(
                                        "select tstzrange(?::timestamptz, ?::timestamptz)::text",
                                        at("07:50").toString(),
                                        at("08:50").toString())
                                .getFirst(),
                        rows(
                                        "select tstzrange(?::timestamptz, ?::timestamptz)::text",
                                        at("08:50").toString(),
                                        at("09:50").toString())
                                .getFirst(),
                        rows(
                                        "select tstzrange(?::timestamptz, ?::timestamptz)::text",
                                        at("17:30").toString(),
                                        at("18:00").toString())
                                .getFirst());
    }

    @Test
    void doctorsAreListedPageByPage() {
        var clinic = clinic("UTC");
        var first = doctor(clinic);
        var second = doctorWithoutHours(clinic);
        put("/api/doctors/" + second, "{\"name\":\"Dr. Two\",\"specialty\":\"Dermatology\",\"active\":false}");
        var ids = java.util.stream.Stream.of(first, second).sorted().toList();

        var next = get("/api/doctors?limit=1&clinic=" + clinic)
                .statusCode(200)
                .body("doctors.id", contains(ids.get(0)))
                .extract()
                .<String>path("next");
        get("/api/doctors?limit=2&clinic=" + clinic + "&after=" + next)
                .body("doctors.id", contains(ids.get(1)))
                .body("next", nullValue());
        get("/api/doctors?clinic=" + clinic + "&specialty=dermatology").body("doctors.id", contains(second));
        get("/api/doctors?clinic=" + clinic + "&active=true").body("doctors.id", contains(first));
        get("/api/doctors?clinic=NONE").statusCode(404).body("code", equalTo("UNKNOWN_CLINIC"));
        get("/api/doctors").statusCode(200).body("doctors.clinic", not(everyItem(equalTo("KIN"))));
    }

    @Test
    void whoSpeaksForOneClinicSeesAndEntersOnlyItsDoctors() {
        var foreign = doctor(DEMO);
        var token = tokens.header(KIN);

        var own = given().header(ServiceToken.HEADER, token)
                .contentType(ContentType.JSON)
                .body("{\"name\":\"Dr. Own\"}")
                .post("/api/doctors")
                .then()
                .statusCode(201)
                .body("clinic", equalTo("KIN"))
                .extract()
                .<String>path("id");

        given().header(ServiceToken.HEADER, token)
                .get("/api/doctors?limit=200")
                .then()
                .body("doctors.clinic", everyItem(equalTo("KIN")));
        given().header(ServiceToken.HEADER, token)
                .get("/api/doctors/" + own)
                .then()
                .statusCode(200);
        for (var path : new String[] {"", "/exceptions", "/exceptions/2030-01-01"}) {
            given().header(ServiceToken.HEADER, token)
                    .get("/api/doctors/" + foreign + path)
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("UNKNOWN_DOCTOR"));
        }
        given().header(ServiceToken.HEADER, token)
                .contentType(ContentType.JSON)
                .body("{\"hours\":[]}")
                .put("/api/doctors/" + foreign + "/hours")
                .then()
                .statusCode(404);
        given().header(ServiceToken.HEADER, token)
                .get("/api/clinics/DEMO/holidays")
                .then()
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_CLINIC"));
    }

    @Test
    void whoMayOnlyLookMayNotEnterAndWhoHasNoKeyMayNotLook() {
        viewer().contentType(ContentType.JSON)
                .body("{\"name\":\"Dr. No\",\"clinic\":\"DEMO\"}")
                .post("/api/doctors")
                .then()
                .statusCode(403);
        for (var path : new String[] {"doctor-1", "doctor-1/hours", "doctor-1/exceptions/2030-01-01"}) {
            viewer().contentType(ContentType.JSON)
                    .body("{}")
                    .put("/api/doctors/" + path)
                    .then()
                    .statusCode(403);
        }
        given().get("/api/doctors").then().statusCode(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|not a JSON object",
                "|not a JSON object",
                "{|not a JSON object",
                "{\"name\":\"A\"} x|not a JSON object",
                "{\"clinic\":\"DEMO\"}|name is missing",
                "{\"clinic\":\"DEMO\",\"name\":null}|name is missing",
                "{\"clinic\":\"DEMO\",\"name\":7}|name is not a string",
                "{\"clinic\":\"DEMO\",\"name\":\"  \"}|name is not a text",
                "{\"clinic\":\"DEMO\",\"name\":\"a\\u0000b\"}|name is not a text",
                "{\"clinic\":\"DEMO\",\"name\":\"\\ud800\"}|name is not a text",
                "{\"name\":\"A\"}|clinic is missing",
                "{\"clinic\":{},\"name\":\"A\"}|clinic is not a string",
                "{\"clinic\":\"DEMO\",\"name\":\"A\",\"id\":\"a\\u00e9\"}|id is not an id",
                "{\"clinic\":\"DEMO\",\"name\":\"A\",\"id\":[]}|id is not a string",
                "{\"clinic\":\"DEMO\",\"name\":\"A\",\"specialty\":1}|specialty is not a string",
                "{\"clinic\":\"DEMO\",\"name\":\"A\",\"bufferBeforeMinutes\":-1}|bufferBeforeMinutes is not a whole number from 0 to 240",
                "{\"clinic\":\"DEMO\",\"name\":\"A\",\"bufferAfterMinutes\":241}|bufferAfterMinutes is not",
                "{\"clinic\":\"DEMO\",\"name\":\"A\",\"bufferAfterMinutes\":1.5}|bufferAfterMinutes is not",
                "{\"clinic\":\"DEMO\",\"name\":\"A\",\"bufferAfterMinutes\":\"5\"}|bufferAfterMinutes is not",
                "{\"clinic\":\"DEMO\",\"name\":\"A\",\"bufferAfterMinutes\":99999999999}|bufferAfterMinutes is not",
                "{\"clinic\":\"DEMO\",\"name\":\"A\",\"active\":\"yes\"}|active is not true or false"
            })
    void aFaultyDoctorIsRefusedWithWhatWasExpected(String body, String said) {
        post("/api/doctors", body == null ? "" : body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("VALIDATION"))
                .body("detail", containsString(said))
                .body("request_id", not(nullValue()));
    }

    @Test
    void allFaultsAreToldAtOnceAndNothingThatWasSentIsRepeated() {
        post("/api/doctors", "{\"name\":5,\"bufferBeforeMinutes\":\"sevenhundred\",\"active\":\"sevenhundred\"}")
                .statusCode(400)
                .body("detail", containsString("name is"))
                .body("detail", containsString("bufferBeforeMinutes is"))
                .body("detail", containsString("active is"))
                .body("detail", containsString("clinic is"))
                .body("detail", not(containsString("sevenhundred")));
        post("/api/doctors", "{\"name\":\"A\",\"clinic\":\"NONE\"}")
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_CLINIC"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|hours is missing",
                "{\"hours\":{}}|hours is not an array",
                "{\"hours\":[1]}|hours[0] is not an object",
                "{\"hours\":[{\"from\":\"08:00\",\"to\":\"09:00\"}]}|hours[0].weekday is missing",
                "{\"hours\":[{\"weekday\":1,\"from\":\"08:00\",\"to\":\"09:00\"}]}|hours[0].weekday is not a string",
                "{\"hours\":[{\"weekday\":\"FUNDAY\",\"from\":\"08:00\",\"to\":\"09:00\"}]}|hours[0].weekday is not a day",
                "{\"hours\":[{\"weekday\":\"MONDAY\",\"to\":\"09:00\"}]}|hours[0].from is missing",
                "{\"hours\":[{\"weekday\":\"MONDAY\",\"from\":\"08:00\"}]}|hours[0].to is missing",
                "{\"hours\":[{\"weekday\":\"MONDAY\",\"from\":\"8am\",\"to\":\"09:00\"}]}|hours[0].from is not a time",
                "{\"hours\":[{\"weekday\":\"MONDAY\",\"from\":\"24:00\",\"to\":\"24:00\"}]}|hours[0].from is not a time",
                "{\"hours\":[{\"weekday\":\"MONDAY\",\"from\":\"08:00\",\"to\":\"24:01\"}]}|hours[0].to is not a time",
                "{\"hours\":[{\"weekday\":\"MONDAY\",\"from\":\"08:00\",\"to\":\"00:00\"}]}|hours[0].to is not a time",
                "{\"hours\":[{\"weekday\":\"MONDAY\",\"from\":\"09:00\",\"to\":\"09:00\"}]}|hours[0].to is not after",
                "{\"hours\":[{\"weekday\":\"MONDAY\",\"from\":\"08:00\",\"to\":\"12:00\"},{\"weekday\":\"Monday\",\"from\":\"11:59\",\"to\":\"13:00\"}]}|overlap"
            })
    void faultyHoursAreRefusedAndTheOldOnesStay(String body, String said) {
        var id = doctor(DEMO);

        put("/api/doctors/" + id + "/hours", body)
                .statusCode(400)
                .body("code", equalTo("VALIDATION"))
                .body("detail", containsString(said));
        get("/api/doctors/" + id).body("hours", hasSize(6));
    }

    /** Each replaces all, so that what stands in the end is what one of them sent, not a mixture and not a collision. */
    @Test
    void whoeverReplacesTheHoursLastHasReplacedThemAll() {
        var id = doctor(DEMO);

        IntStream.range(1, 9)
                .parallel()
                .forEach(hour -> put("/api/doctors/" + id + "/hours", """
                        {"hours":[{"weekday":"MONDAY","from":"00:00","to":"0%1$d:00"},
                                  {"weekday":"MONDAY","from":"1%1$d:00","to":"24:00"}]}""".formatted(hour))
                        .statusCode(200));

        assertThat(rows("""
                        select min(extract(hour from to_time)) + 10 = max(extract(hour from from_time)) and count(*) = 2
                        from working_hours where doctor_id = ?""", id)).containsExactly("t");
        assertThat(audit("doctor-hours", id, 8)).hasSize(8);
    }

    @Test
    void tooManyStretchesAreRefused() {
        var stretch = "{\"weekday\":\"MONDAY\",\"from\":\"08:00\",\"to\":\"09:00\"}";

        put(
                        "/api/doctors/doctor-1/hours",
                        "{\"hours\":[" + String.join(",", java.util.Collections.nCopies(200, stretch)) + "]}")
                .statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=x", "active=yes", "after=a%00b", "specialty=%0a", "clinic=%00"})
    void faultyParametersAreRefused(String query) {
        viewer().urlEncodingEnabled(false)
                .get("/api/doctors?" + query)
                .then()
                .statusCode(400)
                .body("code", equalTo("VALIDATION"));
    }

    @Test
    @Requirement("R-BOOK-07")
    void theLocalDoctorsWorkMondayToSaturdayByTheirClinicsClock() {
        for (var id : new String[] {"doctor-1", "doctor-2", "doctor-3"}) {
            get("/api/doctors/" + id)
                    .statusCode(200)
                    .body("hours.weekday", contains("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"))
                    .body("hours.from", everyItem(equalTo("08:00")))
                    .body("hours.to", everyItem(equalTo("18:00")))
                    .body("bufferBeforeMinutes", equalTo(0))
                    .body("bufferAfterMinutes", equalTo(0))
                    .body("active", equalTo(true));
        }
        get("/api/clinics/DEMO/holidays").body("holidays", empty());
        get("/api/clinics/KIN/holidays").body("holidays", empty());
    }
}
