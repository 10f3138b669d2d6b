package io.carillon.booking;

import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.sql;

import io.restassured.http.ContentType;
import java.util.UUID;

/** Appointment types and what they are booked against, in the words of tests. */
public final class TypeFixture {

    private TypeFixture() {}

    /** Enters or changes a type. @param buffers as further JSON fields, or empty */
    public static void type(UUID clinic, String code, int minutes, String buffers) {
        operator()
                .contentType(ContentType.JSON)
                .body("{\"name\":\"A type\",\"durationMinutes\":%d%s}".formatted(minutes, buffers))
                .put(path(clinic, code))
                .then()
                .statusCode(200);
    }

    public static void withoutType(UUID clinic, String code) {
        operator().delete(path(clinic, code)).then().statusCode(204);
    }

    public static void buffers(String doctor, int before, int after) {
        sql(
                "update doctors set buffer_before_minutes = ?, buffer_after_minutes = ? where id = ?",
                before,
                after,
                doctor);
    }

    private static String path(UUID clinic, String code) {
        return "/api/clinics/" + clinic + "/appointment-types/" + code;
    }
}
