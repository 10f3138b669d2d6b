package io.carillon.booking.contact;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.KIN;
import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.viewer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.carillon.booking.StackResource;
import io.carillon.kit.access.ServiceToken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class ContactTest {

    @Inject
    ServiceToken tokens;

    @Test
    void aCallerNobodyKnowsIsKnownTheNextTime() {
        var phone = newNumber();

        var id = resolve(phone, "DEMO").body("known", equalTo(false)).extract().<String>path("patientId");

        resolve(phone, DEMO.toString()).body("known", equalTo(true)).body("patientId", equalTo(id));
        assertThat(rows("select phone from patients where id = ? and org_id = ?", id, DEMO))
                .containsExactly(phone);
    }

    @Test
    void theLocalPatientsAreKnownByTheirNumbers() {
        resolve("+15555550101", "DEMO").body("known", equalTo(true)).body("patientId", equalTo("pat-1"));
    }

    @Test
    void twoClinicsKnowTheSameNumberEachByItself() {
        var phone = newNumber();
        var here = resolve(phone, "DEMO").extract().<String>path("patientId");

        var there = given().header(ServiceToken.HEADER, tokens.header(KIN))
                .contentType(ContentType.JSON)
                .body("{\"phone\":\"" + phone + "\"}")
                .post("/api/contacts/resolve")
                .then()
                .statusCode(200)
                .body("known", equalTo(false))
                .extract()
                .<String>path("patientId");

        assertThat(there).as("the token's clinic, whatever the body says").isNotEqualTo(here);
        assertThat(rows("select org_id from contacts where id = ?", there)).containsExactly(KIN.toString());
    }

    @Test
    void firstCallsAtOnceMakeOneContact() {
        var phone = newNumber();

        var ids = IntStream.range(0, 8)
                .parallel()
                .mapToObj(call -> resolve(phone, "DEMO").extract().<String>path("patientId"))
                .distinct()
                .toList();

        assertThat(ids).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}", "{\"phone\":null}", "{\"phone\":\"5551234\",\"clinic\":\"DEMO\"}", "{\"phone\":\"+15555550101\"}",
                "{\"phone\":\"+1555' or 1=1\",\"clinic\":\"DEMO\"}", "{\"phone\":{},\"clinic\":\"DEMO\"}", "[", "null",
                "{\"phone\":\"+15555550101\",\"clinic\":\"DEMO\\u0000\"}"
            })
    void whatIsNoNumberOrNamesNoClinicIsRefused(String body) {
        operator()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/contacts/resolve")
                .then()
                .statusCode(400)
                .body("code", equalTo("VALIDATION"));
    }

    @Test
    void whoMayOnlyLookMayNotMakeContacts() {
        viewer().contentType(ContentType.JSON)
                .body("{\"phone\":\"+15555550101\",\"clinic\":\"DEMO\"}")
                .post("/api/contacts/resolve")
                .then()
                .statusCode(403);
        operator()
                .contentType(ContentType.JSON)
                .body("{\"phone\":\"+15555550101\",\"clinic\":\"NONE\"}")
                .post("/api/contacts/resolve")
                .then()
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_CLINIC"));
    }

    private static io.restassured.response.ValidatableResponse resolve(String phone, String clinic) {
        return operator()
                .contentType(ContentType.JSON)
                .body("{\"phone\":\"%s\",\"clinic\":\"%s\"}".formatted(phone, clinic))
                .post("/api/contacts/resolve")
                .then()
                .statusCode(200);
    }

    private static String newNumber() {
        return "+1888" + ThreadLocalRandom.current().nextLong(1_000_000, 9_999_999);
    }
}
