package io.carillon.booking.recovery;

import static io.carillon.booking.Fixture.admin;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.book;
import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.rows;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;

/** The words in which tests restore, replay and change appointments. */
final class RecoveryApi {

    static final String DATA = "/api/diagnostics/data";

    private RecoveryApi() {}

    static ValidatableResponse restore(String table, String id) {
        return restore("table=" + table + "&id=" + id + "&dryRun=false");
    }

    static ValidatableResponse restore(String query) {
        return admin().post(DATA + "/restore?" + query).then();
    }

    static ValidatableResponse replay(Instant since, boolean dryRun) {
        return admin().post(DATA + "/replay?since=%s&dryRun=%s".formatted(since, dryRun))
                .then();
    }

    /** @return the appointment's id; half an hour on {@code Fixture.MONDAY} */
    static String booked(String patient, String doctor, String wallClock) {
        return book(patient, doctor, at(wallClock)).statusCode(201).extract().path("id");
    }

    static void moved(String id, String doctor, String wallClock) {
        operator()
                .contentType(ContentType.JSON)
                .body("{\"startTime\":\"%s\",\"doctorId\":\"%s\"}".formatted(at(wallClock), doctor))
                .post("/api/appointments/" + id + "/reschedule")
                .then()
                .statusCode(200);
    }

    static void stepped(String id, String step) {
        operator().post("/api/appointments/" + id + "/" + step).then().statusCode(200);
    }

    static ValidatableResponse mode(String mode) {
        return admin().contentType(ContentType.JSON)
                .body("{\"mode\":\"%s\",\"reason\":\"drill\"}".formatted(mode))
                .put("/api/mode")
                .then()
                .statusCode(200);
    }

    /** Until Kafka has all that was told. */
    static void allTold() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> rows("select 1 from outbox").isEmpty());
    }

    static String start(String id) {
        return rows(
                        "select to_char(start_time at time zone 'America/Los_Angeles', 'HH24:MI') from appointments where id = ?::uuid",
                        id)
                .getFirst();
    }
}
