package io.carillon.bench.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.bench.Missing;
import io.carillon.bench.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolboxTest {

    @TempDir
    private Path directory;

    @Test
    void whatIsMissingIsSaidWithThePackageThatBringsIt() throws IOException {
        program("bin/psql");

        assertThatExceptionOfType(Missing.class)
                .isThrownBy(() -> Toolbox.find(directory.resolve("bin").toString(), directory.resolve("none")))
                .withMessageContaining("wrk (apt-get install wrk)")
                .withMessageContaining("pgbench and a PostgreSQL server (apt-get install postgresql)")
                .withMessageContaining("npm")
                .withMessageNotContaining("psql");
    }

    @Test
    void pgbenchIsThatOfTheNewestServer() throws IOException {
        for (var program : new String[] {"bin/wrk", "bin/psql", "bin/npm", "bin/su", "postgresql/9/bin/pgbench"}) {
            program(program);
        }
        var newest = program("postgresql/17/bin/pgbench");

        var found = Toolbox.find(directory.resolve("bin").toString(), directory.resolve("postgresql"));

        assertThat(found.pgbench()).isEqualTo(newest);
    }

    @Test
    void absentPeersAreNamedWithTheSetting() {
        assertThatExceptionOfType(Missing.class)
                .isThrownBy(() -> Peers.find(directory.resolve("repository"), Map.of(), "booking-peer"))
                .withMessageContaining("CARILLON_PEERS")
                .withMessageContaining(directory.resolve("shared/peers").toString());
    }

    @Test
    void whatThePeersInstallStaysInTheirCopy() throws IOException {
        for (var file :
                new String[] {"booking-peer/run.sh", "infra/up.sh", "lib/x.lua", "booking-peer/node_modules/a"}) {
            program("peers/" + file);
        }
        program("copy/booking-peer/node_modules/installed");

        var copy = Peers.copied(
                Peers.find(
                        directory,
                        Map.of("CARILLON_PEERS", directory.resolve("peers").toString()),
                        "booking-peer"),
                directory.resolve("copy"),
                "booking-peer");

        assertThat(copy.script("booking-peer/run.sh")).isExecutable();
        assertThat(copy.script("booking-peer/node_modules/installed")).exists();
        assertThat(copy.script("booking-peer/node_modules/a")).doesNotExist();
    }

    private Path program(String name) throws IOException {
        var file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
