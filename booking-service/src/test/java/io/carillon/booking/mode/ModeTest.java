package io.carillon.booking.mode;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.admin;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.book;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.sql;
import static io.carillon.booking.Fixture.viewer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.carillon.booking.StackResource;
import io.carillon.booking.Topics;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.events.ClinicEvent.ClinicDescribed;
import io.carillon.events.Topic;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.metrics.Metrics;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class ModeTest {

    /** R-BOOK-15's second, and a little for the machine that runs this. */
    private static final Duration EVERYWHERE = Duration.ofMillis(1_500);

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Clock clock;

    @Inject
    Transactions transactions;

    @Inject
    SwitchRepository repository;

    @Inject
    Event<SwitchesChanged> changes;

    @Inject
    Metrics metrics;

    @AfterEach
    void backToNormal() {
        switchTo("normal", "test over").statusCode(200);
    }

    @Test
    @Requirement("R-BOOK-15")
    void readOnlyRefusesEveryWriteAndServesReads() {
        var doctor = doctor(DEMO);
        var patient = patient(DEMO);
        switchTo("read-only", "taking stock")
                .statusCode(200)
                .body("mode", equalTo("read-only"))
                .body("reason", equalTo("taking stock"))
                .body("changedBy", equalTo("dev-admin"))
                .body("drained", equalTo(true));

        closed(book(patient, doctor, at("10:00")), "READ_ONLY").header("Retry-After", equalTo("60"));
        closed(
                operator()
                        .contentType(ContentType.JSON)
                        .body("{\"phone\":\"+15555550177\",\"clinic\":\"DEMO\"}")
                        .post("/api/contacts/resolve")
                        .then(),
                "READ_ONLY");
        assertThat(rows("select id from appointments where doctor_id = ?", doctor))
                .isEmpty();
        assertThat(rows("select id from booking_attempts where doctor_id = ?", doctor))
                .isEmpty();

        viewer().get("/api/appointments").then().statusCode(200);
        viewer().get("/api/availability?clinic=DEMO").then().statusCode(200);
        viewer().get("/api/mode").then().statusCode(200).body("mode", equalTo("read-only"));
        given().get("/health").then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(200).body(containsString("read-only"));
        viewer().get("/metrics").then().body(containsString("platform_mode 1.0"));
        given().contentType(ContentType.JSON)
                .body("{}")
                .post("/api/appointments")
                .then()
                .statusCode(401);

        switchTo("normal", "all there").statusCode(200);
        book(patient, doctor, at("10:00")).statusCode(201);
    }

    @Test
    @Requirement("R-BOOK-15")
    void maintenanceSaysWhenToComeBack() {
        // As the table keeps it, and so as it is answered.
        var until = clock.instant().plus(Duration.ofMinutes(10)).truncatedTo(ChronoUnit.MICROS);
        admin().contentType(ContentType.JSON)
                .body("{\"mode\":\"maintenance\",\"reason\":\"upgrade\",\"until\":\"%s\"}".formatted(until))
                .put("/api/mode")
                .then()
                .statusCode(200)
                .body("until", equalTo(until.toString()));

        var wait = closed(book(patient(DEMO), doctor(DEMO), at("10:00")), "MAINTENANCE")
                .body("detail", containsString("10 minutes"))
                .body("detail", not(containsString("upgrade")))
                .extract()
                .header("Retry-After");
        assertThat(Integer.parseInt(wait)).isBetween(580, 600);
        viewer().get("/api/clinics").then().statusCode(200);
    }

    @Test
    @Requirement("R-BOOK-15")
    void anotherReplicasSwitchHoldsHereWithinASecondAndOutlivesARestart() {
        sql("update platform_mode set mode = 'maintenance', version = version + 1");

        await().atMost(EVERYWHERE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> viewer().get("/api/mode").path("mode").equals("maintenance"));
        closed(book(patient(DEMO), doctor(DEMO), at("10:00")), "MAINTENANCE");

        var restarted = new SwitchBoard(transactions, repository, changes, metrics);
        assertThat(restarted.current()).isEmpty();
        restarted.look();
        assertThat(restarted.current().orElseThrow().platform().mode()).isEqualTo(Mode.MAINTENANCE);
    }

    @Test
    @Requirement("R-BOOK-15")
    void aSwitchIsAuditedAndCallsAreTold() {
        var reason = "drill at " + clock.instant();
        switchTo("read-only", reason).statusCode(200);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Topics.read(Topic.AUDIT))
                        .anySatisfy(event -> assertThat(event.data())
                                .isInstanceOfSatisfying(
                                        ChangeRecorded.class,
                                        change -> assertThat(change)
                                                .returns("dev-admin", ChangeRecorded::actor)
                                                .returns("platform-mode", ChangeRecorded::resource)
                                                .returns("SWITCH", ChangeRecorded::action)
                                                .returns("normal", ChangeRecorded::before)
                                                .returns("read-only: " + reason, ChangeRecorded::after))));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Topics.read(Topic.CLINICS).stream()
                                .map(event -> (ClinicDescribed) event.data())
                                .filter(clinic -> clinic.code().equals("KIN"))
                                .toList()
                                .getLast()
                                .mode())
                        .isEqualTo("read-only"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"mode\":\"closed\",\"reason\":\"x\"}|mode is missing or not known",
                "{\"reason\":\"x\"}|mode is missing or not known",
                "{\"mode\":\"normal\"}|reason is missing",
                "{\"mode\":\"normal\",\"reason\":\" \"}|reason is missing",
                "{\"mode\":\"normal\",\"reason\":\"x\",\"until\":\"soon\"}|until is not a time"
            })
    void whatMakesNoSenseSwitchesNothing(String body, String detail) {
        admin().contentType(ContentType.JSON)
                .body(body)
                .put("/api/mode")
                .then()
                .statusCode(400)
                .body("code", equalTo("VALIDATION"))
                .body("detail", containsString(detail));
        viewer().get("/api/mode").then().body("mode", equalTo("normal"));
    }

    @Test
    void onlyAdminsSwitchThePlatform() {
        var body = "{\"mode\":\"maintenance\",\"reason\":\"x\"}";
        operator()
                .contentType(ContentType.JSON)
                .body(body)
                .put("/api/mode")
                .then()
                .statusCode(403);
        given().contentType(ContentType.JSON).body(body).put("/api/mode").then().statusCode(401);
    }

    private static ValidatableResponse closed(ValidatableResponse response, String code) {
        return response.statusCode(503)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("detail", allOf(containsString("Nothing was changed"), containsString("try again")));
    }

    static ValidatableResponse switchTo(String mode, String reason) {
        return admin().contentType(ContentType.JSON)
                .body("{\"mode\":\"%s\",\"reason\":\"%s\"}".formatted(mode, reason))
                .put("/api/mode")
                .then();
    }
}
