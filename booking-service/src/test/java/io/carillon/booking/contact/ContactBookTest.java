package io.carillon.booking.contact;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.KIN;
import static io.carillon.booking.Fixture.clinic;
import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.sql;
import static io.carillon.booking.Fixture.statements;
import static io.carillon.booking.Fixture.viewer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;

import io.carillon.booking.StackResource;
import io.carillon.booking.Topics;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.events.Topic;
import io.carillon.kit.access.ServiceToken;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class ContactBookTest {

    private static final String INJECTION = "Robert'); DROP TABLE contacts;--";

    @Inject
    ServiceToken tokens;

    @Test
    @Requirement("R-BOOK-20")
    void aContactIsEnteredFoundAndChangedAndIsAPatientToo() {
        var phone = newNumber();
        var id =
                post("{\"clinic\":\"DEMO\",\"name\":\"%s\",\"phone\":\"%s\",\"dateOfBirth\":\"1980-12-31\",\"language\":\"fr\"}"
                                .formatted(INJECTION, phone))
                        .statusCode(201)
                        .body("name", equalTo(INJECTION))
                        .extract()
                        .<String>path("id");

        operator()
                .get("/api/contacts/" + id + "?clinic=DEMO")
                .then()
                .statusCode(200)
                .body("phone", equalTo(phone))
                .body("dateOfBirth", equalTo("1980-12-31"))
                .body("orgId", equalTo(DEMO.toString()));
        operator().get("/api/contacts?clinic=DEMO&phone=" + phone).then().body("contacts.id", contains(id));
        assertThat(rows("select name from patients where id = ?", id)).containsExactly(INJECTION);
        put(id, "{\"name\":\"Zoé\"}")
                .statusCode(200)
                .body("name", equalTo("Zoé"))
                .body("phone", equalTo(null))
                .body("dateOfBirth", equalTo(null));
        operator()
                .get("/api/contacts/" + id + "?clinic=KIN")
                .then()
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_CONTACT"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> rows("select 1 from outbox").isEmpty());
        assertThat(Topics.read(Topic.AUDIT).stream()
                        .map(event -> (ChangeRecorded) event.data())
                        .filter(change -> change.resourceId().equals(id)))
                .extracting(change -> change.action() + " " + change.after())
                .containsExactly("CREATE name,phone,dateOfBirth,language", "UPDATE name,phone,dateOfBirth,language");
    }

    @Test
    void theClinicsOwnIdsAreKeptAndTakenOnce() {
        var id = "case 4/2 " + UUID.randomUUID().toString().substring(0, 8);
        var body = "{\"clinic\":\"%s\",\"id\":\"%s\",\"name\":\"A\",\"phone\":\"%s\"}";
        var phone = newNumber();
        post(body.formatted("DEMO", id, phone))
                .statusCode(201)
                .header("Location", "/api/contacts/" + id.replace(" ", "%20").replace("/", "%2F"))
                .body("id", equalTo(id));
        post(body.formatted("KIN", id, phone)).statusCode(201);

        post(body.formatted("DEMO", id, newNumber())).statusCode(409).body("code", equalTo("CONTACT_EXISTS"));
        post(body.formatted("DEMO", "x" + UUID.randomUUID(), phone))
                .statusCode(409)
                .body("code", equalTo("PHONE_TAKEN"))
                .body("detail", not(containsString(phone)));
    }

    @Test
    @Requirement("R-BOOK-14")
    void theListComesInPagesOfOneClinic() {
        var clinic = clinic("UTC");
        sql(
                "insert into contacts (org_id, id) select ?, 'p-' || lpad(n::text, 3, '0') from generate_series(1, 120) n",
                clinic);
        var seen = new ArrayList<String>();
        String next = "";
        while (next != null) {
            var page = operator()
                    .get("/api/contacts?clinic=%s&after=%s".formatted(clinic, next))
                    .then()
                    .statusCode(200);
            seen.addAll(page.extract().<List<String>>path("contacts.id"));
            next = page.extract().path("next");
        }

        assertThat(seen)
                .isEqualTo(IntStream.rangeClosed(1, 120)
                        .mapToObj("p-%03d"::formatted)
                        .toList());
        operator().get("/api/contacts?limit=100000&clinic=" + clinic).then().body("contacts", hasSize(120));
        operator().get("/api/contacts").then().statusCode(400).body("detail", containsString("clinic is missing"));
        operator().get("/api/contacts?clinic=NONE").then().statusCode(404).body("code", equalTo("UNKNOWN_CLINIC"));
        operator().get("/api/contacts?clinic=DEMO&phone=12").then().statusCode(400);
        viewer().get("/api/contacts?clinic=DEMO").then().statusCode(403);
        given().header(ServiceToken.HEADER, tokens.header(KIN))
                .get("/api/contacts")
                .then()
                .body("contacts.orgId.unique()", contains(KIN.toString()));
    }

    @Test
    @Requirement("R-BOOK-14")
    void aPageOfAHundredTakesAsManyStatementsAsAPageOfOne() {
        var clinic = clinic("UTC");
        sql("insert into contacts (org_id, id) select ?, 'p-' || n from generate_series(1, 100) n", clinic);

        var one = statementsOf("/api/contacts?limit=1&clinic=" + clinic);

        assertThat(statementsOf("/api/contacts?limit=100&clinic=" + clinic)).isEqualTo(one);
        assertThat(statementsOf("/api/clinics?limit=100")).isLessThanOrEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|not a JSON object",
                "{\"clinic\":\"DEMO\"}|name and phone are missing",
                "{\"clinic\":\"DEMO\",\"name\":5}|name is not valid",
                "{\"clinic\":\"DEMO\",\"name\":\"a\\u0000\"}|name is not valid",
                "{\"clinic\":\"DEMO\",\"name\":\"x\",\"phone\":\"5551234\"}|phone is not valid",
                "{\"clinic\":\"DEMO\",\"name\":\"x\",\"dateOfBirth\":\"yesterday\"}|dateOfBirth is not a date",
                "{\"clinic\":\"DEMO\",\"name\":\"x\",\"dateOfBirth\":19801231}|dateOfBirth is not a date",
                "{\"clinic\":\"DEMO\",\"name\":\"x\",\"dateOfBirth\":\"2999-01-01\"}|dateOfBirth is out of range",
                "{\"clinic\":\"DEMO\",\"name\":\"x\",\"dateOfBirth\":\"0001-01-01\"}|dateOfBirth is out of range",
                "{\"clinic\":\"DEMO\",\"name\":\"x\",\"dateOfBirth\":\"2021-02-30\"}|dateOfBirth is not a date",
                "{\"clinic\":\"DEMO\",\"name\":\"x\",\"language\":\"de\"}|language is not valid",
                "{\"clinic\":\"DEMO\",\"name\":\"x\",\"id\":\"erased-1\"}|id is not valid",
                "{\"name\":\"x\"}|clinic is missing"
            })
    void whatMakesNoSenseIsRefusedAndSaysWhy(String body, String detail) {
        post(body).statusCode(400).body("code", equalTo("VALIDATION")).body("detail", containsString(detail));
    }

    @Test
    void threeWrongDatesOfBirthAndNobodyIsBelievedForAnHour() {
        var id = post("{\"clinic\":\"DEMO\",\"name\":\"X\",\"dateOfBirth\":\"1980-12-31\"}")
                .statusCode(201)
                .extract()
                .<String>path("id");
        verify(id, "1980-12-31").statusCode(200).body("verified", equalTo(true));
        verify(id, "never").statusCode(400);
        for (int i = 0; i < 3; i++) {
            verify(id, "1981-01-0" + (i + 1))
                    .statusCode(200)
                    .body("verified", equalTo(false))
                    .body("triesLeft", equalTo(2 - i))
                    .body(not(containsString("1980")));
        }

        verify(id, "1980-12-31")
                .statusCode(429)
                .header("Retry-After", matchesRegex("3[56][0-9][0-9]"))
                .body("code", equalTo("TOO_MANY_TRIES"))
                .body(not(containsString("1980")));
        sql(
                "update contacts set failed_checks = array(select t - interval '1 hour' from unnest(failed_checks) t) where id = ?",
                id);
        verify(id, "1980-12-31").statusCode(200).body("verified", equalTo(true));
        verify("nobody", "1980-12-31").statusCode(404);
    }

    @Test
    void triesAtOnceCountOneByOne() {
        var id = post("{\"clinic\":\"DEMO\",\"name\":\"X\",\"dateOfBirth\":\"1980-12-31\"}")
                .statusCode(201)
                .extract()
                .<String>path("id");

        var statuses = IntStream.rangeClosed(1, 8)
                .parallel()
                .mapToObj(day -> verify(id, "1990-01-0" + day).extract().statusCode())
                .toList();

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(3);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(5);
    }

    private static long statementsOf(String path) {
        return statements("", () -> operator().get(path).then().statusCode(200));
    }

    private static ValidatableResponse verify(String id, String date) {
        return operator()
                .contentType(ContentType.JSON)
                .body("{\"dateOfBirth\":\"%s\",\"clinic\":\"DEMO\"}".formatted(date))
                .post("/api/contacts/" + id + "/verify")
                .then();
    }

    private static ValidatableResponse post(String body) {
        return operator()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/contacts")
                .then();
    }

    private static ValidatableResponse put(String id, String body) {
        return operator()
                .contentType(ContentType.JSON)
                .body(body)
                .put("/api/contacts/" + id + "?clinic=DEMO")
                .then();
    }

    private static String newNumber() {
        return "+1777" + ThreadLocalRandom.current().nextLong(1_000_000, 9_999_999);
    }
}
