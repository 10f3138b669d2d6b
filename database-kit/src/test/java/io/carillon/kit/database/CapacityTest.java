package io.carillon.kit.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.kit.database.Capacity.Limits;
import io.carillon.stack.client.ScratchDatabase;
import io.carillon.traceability.Requirement;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityTest {

    @ParameterizedTest
    @CsvSource({
        "2, 97, -1, -1, ",
        "4, 96, -1, -1, ",
        "4, 95, -1, -1, the server allows 95",
        "5, 97, -1, -1, the server allows 97",
        "2, 97, 47, -1, the database allows 47",
        "2, 97, 48, -1, ",
        "2, 97, -1, 39, the role allows 39",
        "2, 97, -1, 40, ",
        "1, 97, 0, -1, the database allows 0",
    })
    @Requirement("R-PERF-18")
    void theSumOverTheReplicasFits(int replicas, int server, int database, int role, String objection) {
        var objections = new Capacity(20, 4, replicas).objections(new Limits(server, database, role));

        if (objection == null) {
            assertThat(objections).isEmpty();
        } else {
            assertThat(objections).singleElement().asString().contains(objection, "expected", "DB_POOL_MAX");
        }
    }

    @Test
    @Requirement("R-PERF-18")
    void productionDoesNotStartOnTooFewAndALocalInstallationDoes() throws SQLException {
        try (var scratch = ScratchDatabase.create("databasekit", "capacity")) {
            scratch.sql("alter database scratch_databasekit_capacity connection limit 50");
            try (var connection = scratch.connect("carillon_booking")) {
                var fits = new Capacity(20, 4, 2);
                var tooMany = new Capacity(20, 4, 3);

                assertThat(new CapacityCheck(fits, true).passes(connection)).isTrue();
                assertThat(new CapacityCheck(tooMany, true).objections(connection))
                        .singleElement()
                        .asString()
                        .contains("72 connections and the database allows 50");
                assertThat(new CapacityCheck(tooMany, true).passes(connection)).isFalse();
                assertThat(new CapacityCheck(tooMany, false).passes(connection)).isTrue();
            }
        }
    }
}
