package io.carillon.booking.schedule;

import static io.carillon.booking.Fixture.clinic;
import static io.carillon.booking.schedule.ScheduleApi.audit;
import static io.carillon.booking.schedule.ScheduleApi.delete;
import static io.carillon.booking.schedule.ScheduleApi.get;
import static io.carillon.booking.schedule.ScheduleApi.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.booking.StackResource;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.kit.database.Transactions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class AppointmentTypeTest {

    private final UUID clinic = clinic("UTC");
    private final String path = "/api/clinics/" + clinic + "/appointment-types";

    @Inject
    Transactions transactions;

    @Inject
    AppointmentTypes types;

    @Test
    void aTypeIsEnteredChangedAndTakenAway() {
        var code = "type-" + UUID.randomUUID();
        put(path + "/" + code, "{\"name\":\"First visit\",\"durationMinutes\":60,\"bufferAfterMinutes\":0}")
                .statusCode(200)
                .body("code", equalTo(code))
                .body("bufferBeforeMinutes", nullValue())
                .body("bufferAfterMinutes", equalTo(0));
        get(path + "/" + code).statusCode(200).body("durationMinutes", equalTo(60));
        Optional<AppointmentType> found =
                transactions.inClinic(clinic, connection -> types.find(connection, clinic, code));
        assertThat(found)
                .contains(new AppointmentType(clinic, code, "First visit", Duration.ofHours(1), null, Duration.ZERO));

        put(path + "/" + code, "{\"name\":\"First visit\",\"durationMinutes\":45,\"bufferBeforeMinutes\":10}")
                .statusCode(200)
                .body("bufferAfterMinutes", nullValue());
        delete(path + "/" + code).statusCode(204);
        delete(path + "/" + code).statusCode(404).body("code", equalTo("UNKNOWN_APPOINTMENT_TYPE"));
        get(path + "/" + code).statusCode(404);
        assertThat(audit("appointment-type", code, 3))
                .extracting(ChangeRecorded::action)
                .containsExactly("SET", "SET", "DELETE");
    }

    @Test
    void typesAreListedPageByPageAndBelongToTheirClinic() {
        put(path + "/b", "{\"name\":\"B\",\"durationMinutes\":1}");
        put(path + "/a", "{\"name\":\"A\",\"durationMinutes\":1440}");

        get(path + "?limit=1").body("appointmentTypes.code", contains("a")).body("next", equalTo("a"));
        get(path + "?after=a").body("appointmentTypes.code", contains("b")).body("next", nullValue());
        get("/api/clinics/" + clinic("UTC") + "/appointment-types").body("appointmentTypes", empty());
        get("/api/clinics/NONE/appointment-types").statusCode(404).body("code", equalTo("UNKNOWN_CLINIC"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a|[]|not a JSON object",
                "a|{\"durationMinutes\":30}|name is missing",
                "a|{\"name\":true,\"durationMinutes\":30}|name is not a string",
                "a|{\"name\":\"A\"}|durationMinutes is missing",
                "a|{\"name\":\"A\",\"durationMinutes\":0}|durationMinutes is not",
                "a|{\"name\":\"A\",\"durationMinutes\":1441}|durationMinutes is not",
                "a|{\"name\":\"A\",\"durationMinutes\":5259600}|durationMinutes is not",
                "a|{\"name\":\"A\",\"durationMinutes\":\"30\"}|durationMinutes is not",
                "a|{\"name\":\"A\",\"durationMinutes\":30,\"bufferBeforeMinutes\":241}|bufferBeforeMinutes is not",
                "a|{\"name\":\"A\",\"durationMinutes\":30,\"bufferAfterMinutes\":\"\"}|bufferAfterMinutes is not",
                "a%20b|{\"name\":\"A\",\"durationMinutes\":30}|type is not a code",
                "%00|{\"name\":\"A\",\"durationMinutes\":30}|type is not a code"
            })
    void aFaultyTypeIsRefused(String code, String body, String said) {
        io.carillon.booking.Fixture.operator()
                .urlEncodingEnabled(false)
                .contentType(io.restassured.http.ContentType.JSON)
                .body(body)
                .put(path + "/" + code)
                .then()
                .statusCode(400)
                .body("code", equalTo("VALIDATION"))
                .body("detail", containsString(said));
        get(path).body("appointmentTypes", empty());
    }
}
