package io.carillon.booking.scope;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.KIN;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.patient;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;

import io.carillon.booking.StackResource;
import io.carillon.kit.access.ServiceToken;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who speaks for one clinic and names another: everywhere as if there were no other. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class NamedClinicTest {

    private static final String UNKNOWN = "00000000-0000-4000-8000-0000000000ff";

    @Inject
    ServiceToken tokens;

    /** Every path of this service that takes a clinic's name, as another service may call it. */
    @ParameterizedTest
    @Requirement("R-BOOK-17")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET  | /api/availability?clinic={clinic}                     | ",
                "GET  | /api/availability?doctorId={doctor}&clinic={clinic}   | ",
                "GET  | /api/doctors?clinic={clinic}                          | ",
                "POST | /api/doctors                                          | {\"name\":\"Dr New\",\"clinic\":\"{clinic}\"}",
                "PUT  | /api/doctors/{doctor}                                 | {\"name\":\"Dr Old\",\"clinic\":\"{clinic}\"}",
                "GET  | /api/contacts?clinic={clinic}                         | ",
                "GET  | /api/contacts/{patient}?clinic={clinic}               | ",
                "POST | /api/contacts                                         | {\"name\":\"A\",\"phone\":\"+15555550177\",\"clinic\":\"{clinic}\"}",
                "PUT  | /api/contacts/{patient}                               | {\"name\":\"A\",\"phone\":\"+15555550177\",\"clinic\":\"{clinic}\"}",
                "PUT  | /api/contacts/{patient}?clinic={clinic}               | {\"name\":\"A\",\"phone\":\"+15555550177\"}",
                "POST | /api/contacts/resolve                                 | {\"phone\":\"+15555550177\",\"clinic\":\"{clinic}\"}",
                "POST | /api/contacts/{patient}/verify                        | {\"dateOfBirth\":\"1980-12-31\",\"clinic\":\"{clinic}\"}",
                "POST | /api/contacts/{patient}/verify?clinic={clinic}        | {\"dateOfBirth\":\"1980-12-31\"}",
                "GET  | /api/dashboard?clinic={clinic}                        | ",
                "GET  | /api/calendar/unsynced?clinic={clinic}                | ",
                "POST | /api/calendar/resync                                  | {\"clinic\":\"{clinic}\"}",
                "GET  | /api/diagnostics/doctor-schedules?clinic={clinic}     | ",
                "POST | /api/diagnostics/doctor-schedules/fix?clinic={clinic} | ",
                "GET  | /api/clinics/{clinic}                                 | ",
                "GET  | /api/clinics/{clinic}/features                        | ",
            })
    void anotherClinicIsUnknown(String method, String path, String body) {
        var doctor = doctor(KIN);
        var patient = patient(KIN);
        for (var other : List.of("DEMO", DEMO.toString(), "NOWHERE", UNKNOWN)) {
            send(method, path, body, other, doctor, patient)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("code", equalTo("UNKNOWN_CLINIC"))
                    .body("$", hasKey("request_id"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"KIN", "00000000-0000-4000-8000-000000000002"})
    void theOwnOneIsKnownByBothItsNames(String own) {
        for (var path : new String[] {
            "/api/availability?clinic={clinic}",
            "/api/doctors?clinic={clinic}",
            "/api/contacts?clinic={clinic}",
            "/api/dashboard?clinic={clinic}",
            "/api/clinics/{clinic}"
        }) {
            send("GET", path, null, own, "", "").then().statusCode(200);
        }
    }

    @Test
    void withoutANameItIsTheOwnOne() {
        send("GET", "/api/doctors?limit=200", null, "", "", "")
                .then()
                .statusCode(200)
                .body("doctors.clinic", everyItem(equalTo("KIN")));
    }

    private Response send(String method, String path, String body, String clinic, String doctor, String patient) {
        var request = given().urlEncodingEnabled(false).header(ServiceToken.HEADER, tokens.header(KIN));
        if (body != null) {
            request.contentType("application/json").body(body.replace("{clinic}", clinic));
        }
        return request.request(
                method,
                path.replace("{clinic}", clinic).replace("{doctor}", doctor).replace("{patient}", patient));
    }
}
