package io.carillon.stack.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.stack.server.JavaCommand;
import io.carillon.stack.server.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who cannot start it: the launcher as a process of its own. */
class LauncherTest {

    private final Ports ports = Ports.free(RandomGenerator.getDefault());

    @TempDir
    private Path root;

    private record Ended(int code, List<String> errors) {}

    @BeforeEach
    void tableOfRoutes() throws IOException {
        Files.createDirectories(root.resolve("deploy"));
        Files.copy(
                Path.of(System.getProperty("carillon.root")).resolve("deploy/routes.yaml"),
                root.resolve("deploy/routes.yaml"));
    }

    @Test
    void aPortInUseIsOneLineThatNamesItAndWhatToSet() throws Exception {
        buildServices();
        try (var taken = new ServerSocket(ports.postgres(), 1, InetAddress.getLoopbackAddress())) {
            var ended = run("up");

            assertThat(ended.code()).isNotZero();
            assertThat(ended.errors()).hasSize(1);
            assertThat(ended.errors().getFirst())
                    .contains("port " + taken.getLocalPort(), "postgres", "CARILLON_PORT_BASE");
        }
    }

    @Test
    void aServiceThatIsNotBuiltIsOneLine() throws Exception {
        var ended = run("up");

        assertThat(ended.code()).isNotZero();
        assertThat(ended.errors()).hasSize(1);
        assertThat(ended.errors().getFirst()).contains("webhook-service is not built");
    }

    @Test
    void replicasOfAnUnknownServiceAreRefused() throws Exception {
        buildServices();

        var ended = run("up", "--replicas", "fax=2");

        assertThat(ended.code()).isNotZero();
        assertThat(ended.errors().getFirst()).contains("no service fax", "webhook");
    }

    @Test
    void withoutAPlatformThereIsNothingToList() throws Exception {
        var ended = run("ps");

        assertThat(ended.code()).isNotZero();
        assertThat(ended.errors()).singleElement().asString().contains("is ./carillon up running");
    }

    private void buildServices() throws IOException {
        for (var service : Service.values()) {
            var jar = JavaCommand.serviceJar(root, service.fullName());
            Files.createDirectories(jar.getParent());
            Files.createFile(jar);
        }
    }

    private Ended run(String... arguments) throws IOException, InterruptedException {
        var command =
                new ArrayList<>(JavaCommand.of(System.getProperty("java.class.path"), Main.class.getName(), arguments));
        command.add(1, "-Dcarillon.root=" + root);
        var builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("CARILLON_PORT_BASE", Integer.toString(ports.base()));
        builder.environment().remove("CARILLON_DATA");
        var process = builder.start();
        var errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("Picked up "))
                .toList();
        return new Ended(process.waitFor(), errors);
    }
}
