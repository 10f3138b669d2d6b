package io.carillon.booking.hold;

import static io.carillon.booking.Fixture.operator;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.UUID;

/** The words in which tests hold, confirm and release. */
public final class HoldApi {

    private HoldApi() {}

    static String call() {
        return "CA" + UUID.randomUUID();
    }

    /** Half an hour from {@code start}, on the line of {@code call}. */
    static String body(String doctor, Instant start, String call) {
        return """
                {"doctorId":"%s","startTime":"%s","endTime":"%s","callId":"%s"}""".formatted(doctor, start, start.plusSeconds(1800), call);
    }

    static Response hold(String doctor, Instant start, String call) {
        return hold(body(doctor, start, call));
    }

    static Response hold(String body) {
        return operator().contentType(ContentType.JSON).body(body).post("/api/holds");
    }

    static Response hold(String body, String key) {
        return operator()
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/holds");
    }

    public static String held(String doctor, Instant start) {
        return hold(doctor, start, call()).then().statusCode(201).extract().path("id");
    }

    static Response confirm(String hold, String patient) {
        return operator()
                .contentType(ContentType.JSON)
                .body("{\"patientId\":\"%s\"}".formatted(patient))
                .post("/api/holds/" + hold + "/confirm");
    }

    static Response confirm(String hold, String patient, String key) {
        return operator()
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body("{\"patientId\":\"%s\"}".formatted(patient))
                .post("/api/holds/" + hold + "/confirm");
    }

    static Response release(String hold) {
        return operator().delete("/api/holds/" + hold);
    }
}
