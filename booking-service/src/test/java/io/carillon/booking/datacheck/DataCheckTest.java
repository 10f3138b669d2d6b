package io.carillon.booking.datacheck;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.KIN;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.book;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.sql;
import static io.carillon.booking.Fixture.viewer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.carillon.booking.Audits;
import io.carillon.booking.StackResource;
import io.carillon.booking.datacheck.CheckResult.Cause;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.kit.database.ConstraintViolatedException;
import io.carillon.kit.database.Transactions;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class DataCheckTest {

    private static final String DATA = "/api/diagnostics/data";
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    DataChecks checks;

    @Inject
    Transactions transactions;

    @Test
    @Requirement("R-BOOK-26")
    void allChecksHaveRunByThemselves() {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(rows("select distinct check_name from data_check_runs where cause = 'daily'"))
                                .containsExactlyInAnyOrder(
                                        "duplicates", "missing", "orphans", "incorrect", "isolation", "claims"));

        viewer().get(DATA)
                .then()
                .statusCode(200)
                .body(
                        "checks.check",
                        containsInAnyOrder("duplicates", "missing", "orphans", "incorrect", "isolation", "claims"))
                .body("checks.lastSuccessAt", not(hasItem((Object) null)));
        viewer().get("/metrics")
                .then()
                .body(containsString("data_check_found{check=\"claims\"}"))
                .body(containsString("data_check_last_success{check=\"orphans\"}"));
    }

    @Test
    @Requirement("R-BOOK-26")
    void ofReplicasThatWantToRunThemAtOnceOneDoes() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs = IntStream.range(0, 4)
                    .mapToObj(n -> CompletableFuture.supplyAsync(
                            () -> checks.runAll(Cause.RETURNED, Duration.ofMinutes(1)), threads))
                    .toList();

            assertThat(runs.stream().map(CompletableFuture::join).filter(found -> !found.isEmpty()))
                    .hasSizeLessThanOrEqualTo(1);
        }
        assertThat(checks.runAll(Cause.RETURNED, Duration.ofMinutes(1)))
                .as("it has only just been done")
                .isEmpty();
        assertThat(checks.runAll(Cause.RETURNED, Duration.ZERO)).hasSize(Check.values().length);
    }

    @Test
    @Requirement({"R-BOOK-26", "R-SEC-06"})
    void aLostClaimIsFoundRepairedAuditedAndCounted() {
        var id = book(patient(DEMO), doctor(DEMO), at("10:00"))
                .statusCode(201)
                .extract()
                .<String>path("id");
        repair("claims", false).statusCode(200);
        sql("delete from slot_claims where appointment_id = ?::uuid", id);

        viewer().get(DATA + "/claims")
                .then()
                .statusCode(200)
                .body("status", equalTo("red"))
                .body("alarming", equalTo(1))
                .body("faults.find { it.fault == 'without-one-claim' }.samples", hasItem(id))
                .body("ranAt", notNullValue());
        await().atMost(SOON)
                .untilAsserted(() -> viewer().get("/metrics")
                        .then()
                        .body(containsString("data_check_found{check=\"claims\"} 1.0"))
                        .body(containsString("data_check_red_total{check=\"claims\"}")));

        repair("claims", true)
                .statusCode(200)
                .body("dryRun", equalTo(true))
                .body("remaining", equalTo(0))
                .body("changed.id", hasItem(id));
        assertThat(rows("select id from slot_claims where appointment_id = ?::uuid", id))
                .isEmpty();

        repair("claims", false)
                .statusCode(200)
                .body("dryRun", equalTo(false))
                .body("found", equalTo(1))
                .body("remaining", equalTo(0));
        assertThat(rows("select state from slot_claims where appointment_id = ?::uuid", id))
                .containsExactly("TAKEN");
        viewer().get(DATA).then().body("checks.find { it.check == 'claims' }.status", equalTo("green"));
        viewer().get("/metrics").then().body(containsString("data_check_found{check=\"claims\"} 0.0"));
        assertThat(Audits.of("appointment", id))
                .anySatisfy(change -> assertThat(change)
                        .returns("REPAIR_WITHOUT_ONE_CLAIM", ChangeRecorded::action)
                        .returns("127.0.0.1", ChangeRecorded::source));
        assertThat(Audits.of("data-check", "claims")).isNotEmpty();
    }

    @Test
    @Requirement("R-BOOK-29")
    void aDeletedAppointmentSaysByWhomAndComesBackByItsId() {
        var id = book(patient(DEMO), doctor(DEMO), at("10:00"))
                .statusCode(201)
                .extract()
                .<String>path("id");
        sql("delete from slot_claims where appointment_id = ?::uuid", id);
        sql("update appointments set deleted_at = now(), deleted_by = 'a-key' where id = ?::uuid", id);

        viewer().get(DATA + "/missing")
                .then()
                .body("status", equalTo("green"))
                .body("faults.find { it.fault == 'soft-deleted' }.count", greaterThanOrEqualTo(1))
                .body("figures.of", hasItem("a-key"));

        given().header("X-API-Key", "dev-admin-key")
                .post(DATA + "/missing/repair?dryRun=false&id=" + id)
                .then()
                .statusCode(200)
                .body("changed.id", containsInAnyOrder(id));

        viewer().get("/api/appointments/" + id).then().statusCode(200).body("status", equalTo("BOOKED"));
        assertThat(rows("select state from slot_claims where appointment_id = ?::uuid", id))
                .containsExactly("TAKEN");
    }

    @Test
    @Requirement("R-BOOK-18")
    void isolationShowsPatientsByClinicBesideWhatItLooksFor() {
        patient(KIN);

        viewer().get(DATA + "/isolation")
                .then()
                .statusCode(200)
                .body("figures.findAll { it.name == 'patients' }.of", hasItems("DEMO", "KIN"))
                .body("faults.fault", hasItems("no-clinic", "unknown-clinic", "contact-of-another-clinic"))
                .body("status", equalTo("green"));
    }

    @Test
    @Requirement("R-BOOK-33")
    void aViolatedForeignKeyIsCountedByItsName() {
        assertThatThrownBy(() -> transactions.acrossClinics(connection -> connection
                        .createStatement()
                        .execute("insert into slot_claims (org_id, doctor_id, during, state, expires_at)"
                                + " values (gen_random_uuid(), 'nobody', tstzrange(now(), now() + interval '1 hour'),"
                                + " 'HELD', now())")))
                .isInstanceOfSatisfying(
                        ConstraintViolatedException.class,
                        e -> assertThat(e.constraint()).isEqualTo("slot_claims_org_id_doctor_id_fkey"));

        viewer().get("/metrics")
                .then()
                .body(containsString(
                        "db_constraint_violations_total{constraint=\"slot_claims_org_id_doctor_id_fkey\"}"));
    }

    @Test
    @Requirement("R-BOOK-32")
    void scopeCountsEveryTable() {
        viewer().get(DATA + "/scope")
                .then()
                .statusCode(200)
                .body("tables.table", hasItems("appointments", "contacts", "slot_claims"))
                .body("tables.find { it.table == 'clinics' }.rows", greaterThanOrEqualTo(2))
                .body("tables.find { it.table == 'clinics' }.newest", notNullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/claims/repair?dryRun=maybe",
                "/claims/repair?limit=0",
                "/claims/repair?id=" + "00000000-0000-4000-9000-000000000001",
                "/missing/repair?id=x"
            })
    void nonsenseIsRefused(String path) {
        given().header("X-API-Key", "dev-admin-key")
                .post(DATA + path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("VALIDATION"))
                .body("detail", containsString("expected"));
    }

    @Test
    void onlyAdministratorsRepairAndOnlyWhatThereIs() {
        given().post(DATA + "/claims/repair").then().statusCode(401);
        viewer().post(DATA + "/claims/repair").then().statusCode(403);
        given().get(DATA).then().statusCode(401);
        viewer().get(DATA + "/nonsense").then().statusCode(404).body("code", equalTo("UNKNOWN_CHECK"));
    }

    private static ValidatableResponse repair(String check, boolean dryRun) {
        return given().header("X-API-Key", "dev-admin-key")
                .post(DATA + "/" + check + "/repair?dryRun=" + dryRun)
                .then();
    }
}
