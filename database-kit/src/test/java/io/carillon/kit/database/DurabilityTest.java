package io.carillon.kit.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.stack.client.ScratchDatabase;
import io.carillon.traceability.Requirement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurabilityTest {

    private static final Map<String, String> SOUND =
            Map.of("fsync", "on", "synchronous_commit", "on", "data_directory", "/var/lib/postgresql/18/main");

    @Test
    void aServerThatKeepsWhatItIsGivenIsAccepted() {
        assertThat(Durability.objections(SOUND, List.of())).isEmpty();
        assertThat(Durability.objections(Map.of("fsync", "on", "synchronous_commit", "remote_apply"), List.of()))
                .as("the directory is not everybody's to see")
                .isEmpty();
        assertThat(Durability.objections(Map.of("data_directory", "/runtime/pg"), List.of()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "fsync, off",
        "synchronous_commit, off",
        "data_directory, /tmp/pg",
        "data_directory, /tmp",
        "data_directory, /dev/shm/pgdata",
        "data_directory, /run/postgresql/data"
    })
    @Requirement("R-OPS-20")
    void aServerThatForgetsIsObjectedTo(String setting, String value) {
        var settings = new java.util.HashMap<>(SOUND);
        settings.put(setting, value);

        assertThat(Durability.objections(settings, List.of()))
                .singleElement()
                .asString()
                .contains("expected");
    }

    /** Local servers run without fsync, for speed: exactly what production must not. */
    @Test
    @Requirement("R-OPS-20")
    void productionDoesNotStartOnOneAndALocalInstallationDoes() throws SQLException {
        try (var scratch = ScratchDatabase.create("databasekit", "durability")) {
            scratch.sql("create unlogged table forgotten (id int)");
            try (var connection = scratch.connect("carillon_booking")) {
                assertThat(DurabilityCheck.objections(connection)).anyMatch(found -> found.contains("forgotten"));
                assertThat(new DurabilityCheck(true).passes(connection)).isFalse();
                assertThat(new DurabilityCheck(false).passes(connection)).isTrue();
            }
        }
    }
}
