package io.carillon.booking.mode;

import static io.carillon.booking.Fixture.KIN;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.book;
import static io.carillon.booking.Fixture.clinic;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.viewer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.booking.Audits;
import io.carillon.booking.StackResource;
import io.carillon.booking.Topics;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.events.ClinicEvent.ClinicDescribed;
import io.carillon.events.Topic;
import io.carillon.kit.access.ServiceToken;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class FeatureTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Features features;

    @Inject
    ServiceToken tokens;

    @Test
    @Requirement("R-EXT-14")
    void aClinicWithoutBookingRefusesItAndOthersGoOn() {
        var clinic = clinic("America/Los_Angeles");
        var other = clinic("America/Los_Angeles");
        var doctor = doctor(clinic);
        var patient = patient(clinic);

        switched(clinic, "booking", false)
                .statusCode(200)
                .body("feature", equalTo("booking"))
                .body("enabled", equalTo(false))
                .body("changedBy", equalTo("dev-operator"))
                .body("drained", equalTo(true));

        book(patient, doctor, at("10:00"))
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("code", equalTo("FEATURE_OFF"))
                .body("detail", containsString("Nothing was changed"));
        assertThat(rows("select id from slot_claims where doctor_id = ?", doctor))
                .isEmpty();
        book(patient(other), doctor(other), at("10:00")).statusCode(201);
        viewer().get("/api/appointments?doctorId=" + doctor).then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(200).body(containsString("clinics without booking"));
        viewer().get("/metrics").then().body(containsString("features_disabled{feature=\"booking\"}"));

        switched(clinic, "booking", true).statusCode(200);
        var id = book(patient, doctor, at("10:00")).statusCode(201).extract().<String>path("id");

        switched(clinic, "booking", false).statusCode(200);
        change(id, "reschedule", "{\"startTime\":\"%s\",\"endTime\":\"%s\"}".formatted(at("11:00"), at("11:30")))
                .statusCode(503)
                .body("code", equalTo("FEATURE_OFF"));
        change(id, "cancel", "{}").statusCode(200);
    }

    @Test
    @Requirement("R-EXT-14")
    void whatIsOffIsToldToCallsAndAudited() {
        var clinic = clinic("Europe/Paris");
        switched(clinic, "whatsapp", false).statusCode(200);
        switched(clinic, "calendar-sync", false).statusCode(200);

        assertThat(features.enabled(clinic, Feature.CALENDAR_SYNC)).isFalse();
        assertThat(features.enabled(clinic, Feature.VOICE)).isTrue();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Topics.read(Topic.CLINICS).stream()
                                .filter(event -> event.data() instanceof ClinicDescribed described
                                        && described.orgId().equals(clinic))
                                .map(event -> ((ClinicDescribed) event.data()).disabledFeatures())
                                .toList())
                        .last()
                        .isEqualTo(List.of("whatsapp", "calendar-sync")));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Topics.read(Topic.AUDIT).stream()
                                .filter(event -> event.data() instanceof ChangeRecorded change
                                        && Objects.equals(change.resourceId(), clinic + "/whatsapp"))
                                .map(event -> (ChangeRecorded) event.data()))
                        .singleElement()
                        .returns("enabled", ChangeRecorded::before)
                        .returns("disabled: drill", ChangeRecorded::after));
        viewer().get("/api/clinics/" + clinic + "/features")
                .then()
                .statusCode(200)
                .body("features", hasSize(Feature.values().length))
                .body("features.findAll { !it.enabled }.feature", hasItems("whatsapp", "calendar-sync"))
                .body("features.find { it.feature == 'voice' }.changedBy", nullValue());
        viewer().get("/api/clinics/" + clinic + "/features/whatsapp").then().body("reason", equalTo("drill"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Feature.class,
            names = {"VOICE", "WHATSAPP", "SMS", "BOOKING", "CALENDAR_SYNC", "MEMORY", "RECEPTIONIST"})
    @Requirement({"R-EXT-14", "R-SEC-06"})
    void eachCanBeSwitchedOffWhichIsAuditedAndShown(Feature feature) {
        var clinic = clinic("Europe/Paris");

        switched(clinic, feature.word(), false).statusCode(200).body("enabled", equalTo(false));

        assertThat(features.enabled(clinic, feature)).isFalse();
        viewer().get("/api/clinics/%s/features/%s".formatted(clinic, feature.word()))
                .then()
                .body("enabled", equalTo(false));
        given().get("/q/health/ready").then().body(containsString("clinics without " + feature.word()));
        assertThat(Audits.of("feature", clinic + "/" + feature.word()))
                .singleElement()
                .returns("dev-operator", ChangeRecorded::actor)
                .returns("enabled", ChangeRecorded::before)
                .returns("disabled: drill", ChangeRecorded::after)
                .returns("127.0.0.1", ChangeRecorded::source);

        switched(clinic, feature.word(), true).statusCode(200);
        assertThat(features.enabled(clinic, feature)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSCRIPTION", "LANGUAGE_MODEL"})
    void whatTakesCallersWordsSomewhereIsOffUntilAClinicSwitchesItOn(Feature feature) {
        var clinic = clinic("Europe/Paris");
        viewer().get("/api/clinics/" + clinic + "/features/" + feature.word())
                .then()
                .body("enabled", equalTo(false))
                .body("changedBy", nullValue());
        assertThat(features.enabled(clinic, feature)).isFalse();

        switched(clinic, feature.word(), true).statusCode(200).body("enabled", equalTo(true));

        assertThat(features.enabled(clinic, feature)).isTrue();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Topics.read(Topic.CLINICS).stream()
                                .filter(event -> event.data() instanceof ClinicDescribed described
                                        && described.orgId().equals(clinic))
                                .map(event -> (ClinicDescribed) event.data())
                                .toList())
                        .last()
                        .returns(List.of(feature.word()), ClinicDescribed::enabledFeatures)
                        .returns(List.of(), ClinicDescribed::disabledFeatures));

        switched(clinic, feature.word(), false).statusCode(200);
        assertThat(features.enabled(clinic, feature)).isFalse();
    }

    @Test
    void aServiceSeesAndSwitchesItsOwnClinicOnly() {
        var clinic = clinic("Europe/Paris");
        given().header(ServiceToken.HEADER, tokens.header(KIN))
                .get("/api/clinics/" + clinic + "/features")
                .then()
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_CLINIC"));
    }

    @ParameterizedTest
    @CsvSource({
        "NOWHERE/features/sms, true, 404, UNKNOWN_CLINIC",
        "DEMO/features/fax, true, 404, UNKNOWN_FEATURE",
        "DEMO/features/sms, null, 400, VALIDATION",
        "DEMO/features/sms, 7.5.1, 400, VALIDATION",
    })
    void whatMakesNoSenseSwitchesNothing(String path, String enabled, int status, String code) {
        operator()
                .contentType(ContentType.JSON)
                .body("{\"enabled\":%s,\"reason\":\"x\"}".formatted(enabled))
                .put("/api/clinics/" + path)
                .then()
                .statusCode(status)
                .body("code", equalTo(code));
        viewer().contentType(ContentType.JSON)
                .body("{\"enabled\":false,\"reason\":\"x\"}")
                .put("/api/clinics/DEMO/features/sms")
                .then()
                .statusCode(403);
    }

    private static ValidatableResponse change(String id, String change, String body) {
        return operator()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/appointments/%s/%s".formatted(id, change))
                .then();
    }

    static ValidatableResponse switched(UUID clinic, String feature, boolean enabled) {
        return operator()
                .contentType(ContentType.JSON)
                .body("{\"enabled\":%s,\"reason\":\"drill\"}".formatted(enabled))
                .put("/api/clinics/" + clinic + "/features/" + feature)
                .then();
    }
}
