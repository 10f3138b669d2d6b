package io.carillon.booking.datacheck;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.KIN;
import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.carillon.booking.StackResource;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class AccessTest {

    @ParameterizedTest
    @CsvSource({
        "carillon_booking, true, one-clinic, of-it",
        "carillon_booking, false, one-clinic, none",
        "carillon_jobs, true, everything, all",
        "carillon, false, everything, all",
        "carillon_health, true, denied, none",
        "carillon_webhook, true, denied, none",
        "carillon_migrate, true, everything, all"
    })
    @Requirement("R-BOOK-19")
    void eachRoleSeesWhatItShould(String role, boolean withClinic, String sees, String rows) {
        patient(DEMO);
        patient(KIN);

        var seen = operator()
                .get("/api/diagnostics/access?role=" + role + (withClinic ? "&clinic=DEMO" : ""))
                .then()
                .statusCode(200)
                .body("tables.find { it.table == 'contacts' }.sees", equalTo(sees))
                .extract()
                .<Integer>path("tables.find { it.table == 'contacts' }.rows");

        var expected = switch (rows) {
            case "of-it" -> rows("select count(*) from contacts where org_id = ?", DEMO);
            case "all" -> rows("select count(*) from contacts");
            default -> java.util.List.of("0");
        };
        assertThat(expected).containsExactly(String.valueOf(seen));
    }

    @Test
    void strangersAreToldSo() {
        operator().get("/api/diagnostics/access?role=postgres").then().statusCode(400);
        operator()
                .get("/api/diagnostics/access?clinic=NOWHERE")
                .then()
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_CLINIC"));
        viewer().get("/api/diagnostics/access").then().statusCode(403);
    }
}
