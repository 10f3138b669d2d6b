package io.carillon.booking.clinic;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.KIN;
import static io.carillon.booking.Fixture.admin;
import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.sql;
import static io.carillon.booking.Fixture.viewer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.not;

import io.carillon.booking.StackResource;
import io.carillon.booking.Topics;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.ClinicEvent.ClinicDescribed;
import io.carillon.events.ClinicEvent.Receptionist;
import io.carillon.events.Topic;
import io.carillon.kit.access.ServiceToken;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.event.EventPublisher;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class ClinicTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    ServiceToken tokens;

    @Inject
    EventPublisher publisher;

    @Inject
    EventFactory events;

    @Test
    @Requirement("R-BOOK-16")
    void aClinicThatIsEnteredIsKnownEverywhere() {
        var code = newCode();
        var number = newNumber();
        var id = post("""
                {"code":"%s","name":"Robert'); DROP TABLE clinics;--","zone":"Europe/Paris","language":"fr",
                 "emergencyNumber":"112","transferNumber":"+33100000001","numbers":["%s"],"assistants":["a-%s"],
                 "pack":"medflow"}""".formatted(code, number, code))
                .statusCode(201)
                .header("Location", equalTo("/api/clinics/" + code))
                .extract()
                .<String>path("orgId");

        viewer().get("/api/clinics/" + code)
                .then()
                .statusCode(200)
                .body("orgId", equalTo(id))
                .body("name", equalTo("Robert'); DROP TABLE clinics;--"))
                .body("timeZone", equalTo("Europe/Paris"))
                .body("numbers", contains(number))
                .body("connectivity", equalTo("unknown"));
        assertThat(told(code))
                .last()
                .isEqualTo(ClinicDescribed.open(
                        UUID.fromString(id),
                        code,
                        "Robert'); DROP TABLE clinics;--",
                        "Europe/Paris",
                        "fr",
                        "112",
                        "+33100000001",
                        List.of(number),
                        List.of("a-" + code),
                        "medflow"));
        assertThat(audited(code))
                .singleElement()
                .satisfies(change -> assertThat(change)
                        .returns("CREATE", ChangeRecorded::action)
                        .returns("dev-admin", ChangeRecorded::actor)
                        .returns(null, ChangeRecorded::before));
    }

    @Test
    @Requirement("R-BOOK-16")
    void aChangeReplacesAllButTheCodeAndIsToldAndAudited() {
        var code = newCode();
        var first = newNumber();
        var second = newNumber();
        post(body(code, "\"numbers\":[\"%s\"],\"pack\":\"rose\"".formatted(first)))
                .statusCode(201);

        put(
                        code,
                        "{\"name\":\"Moved\",\"zone\":\"Africa/Kinshasa\",\"emergencyNumber\":\"15\",\"numbers\":[\"%s\"]}"
                                .formatted(second))
                .statusCode(200)
                .body("code", equalTo(code))
                .body("name", equalTo("Moved"))
                .body("language", equalTo("en"))
                .body("numbers", contains(second))
                .body("pack", equalTo(null));

        assertThat(told(code))
                .last()
                .returns("Moved", ClinicDescribed::name)
                .returns(List.of(second), ClinicDescribed::numbers);
        assertThat(audited(code)).extracting(ChangeRecorded::action).containsExactly("CREATE", "UPDATE");
        // A number that was given up can be had by another.
        post(body(newCode(), "\"numbers\":[\"%s\"]".formatted(first))).statusCode(201);
        put(code, viewer().get("/api/clinics/" + code).asString())
                .statusCode(200)
                .body("timeZone", equalTo("Africa/Kinshasa"));
        assertThat(audited(code)).as("what changes nothing is not audited").hasSize(2);
    }

    @Test
    @Requirement("R-EXT-07")
    void anAssistantOfTheClinicsCanBeItsReceptionist() {
        var code = newCode();
        var assistants = "\"assistants\":[\"a-%1$s\",\"b-%1$s\"]".formatted(code);
        post(body(
                        code,
                        assistants
                                + ",\"receptionist\":{\"assistantId\":\"b-%s\",\"phoneNumberId\":\"pn-1\"}"
                                        .formatted(code)))
                .statusCode(201)
                .body("receptionist.assistantId", equalTo("b-" + code))
                .body("receptionist.phoneNumberId", equalTo("pn-1"));
        var entered = viewer().get("/api/clinics/" + code).asString();
        assertThat(told(code)).last().returns(new Receptionist("b-" + code, "pn-1"), ClinicDescribed::receptionist);

        put(code, entered).statusCode(200).body("receptionist.phoneNumberId", equalTo("pn-1"));
        assertThat(audited(code)).as("what was read can be sent back").hasSize(1);

        put(
                        code,
                        entered.replace("\"assistantId\":\"b-", "\"assistantId\":\"a-")
                                .replace("pn-1", "pn-2"))
                .statusCode(200);
        assertThat(told(code)).last().returns(new Receptionist("a-" + code, "pn-2"), ClinicDescribed::receptionist);

        put(code, body(code, assistants)).statusCode(200).body("receptionist", equalTo(null));
        assertThat(told(code)).last().returns(null, ClinicDescribed::receptionist);

        put(code, entered).statusCode(200);
        put(code, body(code, "\"assistants\":[\"a-%s\"]".formatted(code))).statusCode(200);
        assertThat(told(code)).as("gone with its assistant").last().returns(null, ClinicDescribed::receptionist);
    }

    @Test
    void whatAnotherClinicHasIsRefused() {
        var code = newCode();
        var number = newNumber();
        post(body(code, "\"numbers\":[\"%s\"],\"assistants\":[\"a-%s\"]".formatted(number, code)))
                .statusCode(201);

        post(body(code, "\"numbers\":[]")).statusCode(409).body("code", equalTo("CODE_TAKEN"));
        var other = newCode();
        post(body(other, "\"numbers\":[\"%s\"]".formatted(number)))
                .statusCode(409)
                .body("code", equalTo("NUMBER_TAKEN"));
        post(body(other, "\"assistants\":[\"a-%s\"]".formatted(code)))
                .statusCode(409)
                .body("code", equalTo("ASSISTANT_TAKEN"));
        viewer().get("/api/clinics/" + other).then().statusCode(404).body("code", equalTo("UNKNOWN_CLINIC"));
        put(other, body(other, "\"numbers\":[]")).statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|VALIDATION|not a JSON object",
                "{|VALIDATION|not a JSON object",
                "{}|VALIDATION|code is missing",
                "{}|VALIDATION|emergencyNumber is missing",
                "{\"code\":1,\"name\":2,\"emergencyNumber\":112}|VALIDATION|name is not valid",
                "{\"code\":\"lower\",\"name\":\"x\",\"emergencyNumber\":\"112\"}|VALIDATION|code is not valid",
                "{\"code\":\"XX\",\"name\":\" \",\"emergencyNumber\":\"112\"}|VALIDATION|name is not valid",
                "{\"code\":\"XX\",\"name\":\"a\\u0000b\",\"emergencyNumber\":\"112\"}|VALIDATION|name is not valid",
                "{\"code\":\"XX\",\"name\":\"x\",\"emergencyNumber\":\"help\"}|VALIDATION|emergencyNumber is not valid",
                "{\"code\":\"XX\",\"name\":\"x\",\"emergencyNumber\":\"112\",\"language\":\"de\"}|VALIDATION|language",
                "{\"code\":\"XX\",\"name\":\"x\",\"emergencyNumber\":\"112\",\"numbers\":\"+1\"}|VALIDATION|numbers",
                "{\"code\":\"XX\",\"name\":\"x\",\"emergencyNumber\":\"112\",\"numbers\":[\"5551234\"]}|VALIDATION|numbers",
                "{\"code\":\"XX\",\"name\":\"x\",\"emergencyNumber\":\"112\",\"pack\":\"../x\"}|VALIDATION|pack",
                "{\"code\":\"XX\",\"name\":\"x\",\"emergencyNumber\":\"112\",\"receptionist\":\"a\"}|VALIDATION|receptionist is not",
                "{\"code\":\"XX\",\"name\":\"x\",\"emergencyNumber\":\"112\",\"assistants\":[\"a\"],\"receptionist\":{\"assistantId\":\"a\"}}|VALIDATION|receptionist.phoneNumberId is missing",
                "{\"code\":\"XX\",\"name\":\"x\",\"emergencyNumber\":\"112\",\"assistants\":[\"a\"],\"receptionist\":{\"phoneNumberId\":\"p\"}}|VALIDATION|receptionist.assistantId is missing",
                "{\"code\":\"XX\",\"name\":\"x\",\"emergencyNumber\":\"112\",\"assistants\":[\"a\"],\"receptionist\":{\"assistantId\":\"a\",\"phoneNumberId\":\"p q\"}}|VALIDATION|receptionist.phoneNumberId is not valid",
                "{\"code\":\"XX\",\"name\":\"x\",\"emergencyNumber\":\"112\",\"assistants\":[\"a\"],\"receptionist\":{\"assistantId\":\"b\",\"phoneNumberId\":\"p\"}}|VALIDATION|none of the clinic's",
                "{\"code\":\"XX\",\"name\":\"x\",\"emergencyNumber\":\"112\",\"zone\":\"Mars/Olympus\"}|TIMEZONE_INVALID|IANA",
                "{\"code\":\"XX\",\"name\":\"x\",\"emergencyNumber\":\"112\",\"zone\":\"+02:00\"}|VALIDATION|zone",
                "{\"code\":\"XX\",\"name\":\"x\",\"emergencyNumber\":\"112\",\"zone\":\"SystemV/PST8\"}|TIMEZONE_INVALID|IANA"
            })
    void whatMakesNoSenseIsRefusedAndSaysWhy(String body, String code, String detail) {
        post(body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("detail", containsString(detail));
    }

    @Test
    void theCodeStaysAndOnlyAdministratorsChange() {
        put("DEMO", body("OTHER", "\"numbers\":[]"))
                .statusCode(400)
                .body("detail", containsString("cannot be changed"));
        operator()
                .contentType(ContentType.JSON)
                .body(body(newCode(), "\"numbers\":[]"))
                .post("/api/clinics")
                .then()
                .statusCode(403);
        given().header(ServiceToken.HEADER, tokens.header(KIN))
                .get("/api/clinics")
                .then()
                .statusCode(200)
                .body("clinics.code", contains("KIN"));
        given().header(ServiceToken.HEADER, tokens.header(KIN))
                .get("/api/clinics/DEMO")
                .then()
                .statusCode(404);
    }

    @Test
    @Requirement("R-BOOK-16")
    void theListComesInPagesWithEachClinicsConnectivity() {
        for (int i = 0; i < 3; i++) {
            post(body(newCode(), "\"numbers\":[]")).statusCode(201);
        }
        var all = rows("select code from clinics order by code");
        var listed = new ArrayList<String>();
        String next = "";
        while (next != null) {
            var page = viewer().get("/api/clinics?limit=2&after=" + next)
                    .then()
                    .statusCode(200)
                    .body("clinics.connectivity", everyItem(in(List.of("connected", "silent", "unknown"))));
            listed.addAll(page.extract().<List<String>>path("clinics.code"));
            next = page.extract().path("next");
        }

        assertThat(listed).containsSubsequence(all).hasSizeGreaterThanOrEqualTo(all.size());
        viewer().get("/api/clinics?limit=0").then().statusCode(400);
        viewer().get("/api/clinics?after=\0").then().statusCode(400);
    }

    @Test
    @Requirement("R-BOOK-16")
    void aClinicThatIsCalledIsConnectedAndOneThatIsNotAnyMoreIsSilent() {
        var code = newCode();
        var clinic = UUID.fromString(
                post(body(code, "\"numbers\":[]")).statusCode(201).extract().path("orgId"));
        publisher.publish(events.event(clinic, call())).toCompletableFuture().join();
        publisher
                .publish(events.event(UUID.randomUUID(), call()))
                .toCompletableFuture()
                .join();

        await().atMost(SOON)
                .untilAsserted(() -> viewer().get("/api/clinics/" + code)
                        .then()
                        .body("connectivity", equalTo("connected"))
                        .body("lastCallAt", not(equalTo(null))));
        sql("update clinic_last_calls set last_call_at = now() - interval '25 hours' where org_id = ?", clinic);
        viewer().get("/api/clinics/" + code).then().body("connectivity", equalTo("silent"));
    }

    @Test
    void silenceBeginsAfterADay() {
        var now = Instant.parse("2030-01-07T10:00:00Z");

        assertThat(ClinicView.connectivity(null, now)).isEqualTo("unknown");
        assertThat(ClinicView.connectivity(now.minusSeconds(86_399), now)).isEqualTo("connected");
        assertThat(ClinicView.connectivity(now.minusSeconds(86_400), now)).isEqualTo("silent");
    }

    @Test
    void theLocalClinicsAreThere() {
        viewer().get("/api/clinics?limit=200").then().body("clinics.code", hasItems("DEMO", "KIN"));
        viewer().get("/api/clinics/" + DEMO).then().statusCode(200).body("code", equalTo("DEMO"));
    }

    private static CallbackAccepted call() {
        return new CallbackAccepted(
                "CA" + UUID.randomUUID(), "twilio", "voice.incoming", "/api/voice/incoming", List.of(), null);
    }

    private static List<ClinicDescribed> told(String code) {
        return await().atMost(SOON)
                .until(
                        () -> Topics.read(Topic.CLINICS).stream()
                                .map(event -> (ClinicDescribed) event.data())
                                .filter(clinic -> clinic.code().equals(code))
                                .toList(),
                        found ->
                                !found.isEmpty() && rows("select 1 from outbox").isEmpty());
    }

    private static List<ChangeRecorded> audited(String code) {
        await().atMost(SOON).until(() -> rows("select 1 from outbox").isEmpty());
        return Topics.read(Topic.AUDIT).stream()
                .map(event -> (ChangeRecorded) event.data())
                .filter(change -> change.resource().equals("clinic")
                        && change.resourceId().equals(code))
                .toList();
    }

    private static ValidatableResponse post(String body) {
        return admin().contentType(ContentType.JSON)
                .body(body)
                .post("/api/clinics")
                .then();
    }

    private static ValidatableResponse put(String code, String body) {
        return admin().contentType(ContentType.JSON)
                .body(body)
                .put("/api/clinics/" + code)
                .then();
    }

    private static String body(String code, String more) {
        return "{\"code\":\"%s\",\"name\":\"Clinic\",\"emergencyNumber\":\"112\",%s}".formatted(code, more);
    }

    private static String newCode() {
        return "Z" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT);
    }

    private static String newNumber() {
        return "+33" + ThreadLocalRandom.current().nextLong(100_000_000, 999_999_999);
    }
}
