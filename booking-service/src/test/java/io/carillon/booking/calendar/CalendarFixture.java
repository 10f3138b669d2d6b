package io.carillon.booking.calendar;

import static io.carillon.booking.Fixture.book;
import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.rows;
import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.booking.Fixture;
import io.carillon.booking.StackResource;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A clinic of a test's own with a doctor who has a calendar, and what the stand-in for Google keeps of it. */
record CalendarFixture(UUID clinic, String doctor, String calendar) {

    private static final JsonMapper JSON = new JsonMapper();

    /** With a credential of its own, so that one test's trouble is not another's. */
    static CalendarFixture make() {
        var fixture = make("cal-" + UUID.randomUUID() + "@example.org");
        fixture.consent("token-" + UUID.randomUUID());
        return fixture;
    }

    /** Without a credential. */
    static CalendarFixture make(String calendar) {
        var clinic = Fixture.clinic("America/Los_Angeles");
        var doctor = Fixture.doctor(clinic);
        choose(doctor, calendar);
        return new CalendarFixture(clinic, doctor, calendar);
    }

    static void choose(String doctor, String calendar) {
        operator()
                .contentType(ContentType.JSON)
                .body("{\"calendarId\":\"%s\"}".formatted(calendar))
                .put("/api/doctors/{id}/calendar", doctor)
                .then()
                .statusCode(200);
    }

    static RequestSpecification admin() {
        return given().header("X-API-Key", "dev-admin-key");
    }

    void consent(String refreshToken) {
        admin().contentType(ContentType.JSON)
                .body("{\"refreshToken\":\"%s\"}".formatted(refreshToken))
                .put("/api/clinics/{code}/calendar-credentials", code())
                .then()
                .statusCode(204);
    }

    String code() {
        return rows("select code from clinics where org_id = ?", clinic).getFirst();
    }

    UUID booked(Instant start) {
        return UUID.fromString(
                book(patient(clinic), doctor, start).statusCode(201).extract().path("id"));
    }

    /** {@code state} and {@code last_error} of the row. */
    static String state(UUID appointment) {
        return String.join(
                "",
                rows(
                        "select concat_ws(' ', state, last_error) from calendar_syncs where appointment_id = ?",
                        appointment));
    }

    /** Everything the stand-in keeps of this fixture's calendar, cancelled events too. */
    List<JsonNode> events() {
        return events(calendar);
    }

    static List<JsonNode> events(String calendar) {
        try {
            var all = JSON.readTree(given().baseUri(standIn())
                    .get("/__events")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString());
            return all.properties().stream()
                    .filter(event -> event.getKey().startsWith(calendar + "/"))
                    .map(Map.Entry::getValue)
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode event(UUID appointment) {
        return events().stream()
                .filter(event -> event.path("id").asText().equals(EventId.of(appointment)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no event of " + appointment));
    }

    /** How often the stand-in was sent a body with {@code text}. */
    static long sent(String text) {
        return StackResource.stack().requests("google-calendar").stream()
                .filter(body -> body.contains(text))
                .count();
    }

    static void settings(String json) {
        given().baseUri(standIn())
                .contentType(ContentType.JSON)
                .body(json)
                .post("/__settings")
                .then()
                .statusCode(204);
    }

    static void healthy() {
        StackResource.stack().fault("google-calendar", "ok", 0);
        settings("{\"expiresIn\":3599,\"refuse\":null,\"loseAnswers\":0}");
    }

    private static String standIn() {
        return StackResource.stack().standInUrl("google-calendar");
    }
}
