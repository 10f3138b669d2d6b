package io.carillon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.stack.client.LocalPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The platform under test, started once for all classes on the pack {@code acceptance}: a copy of the default pack with
 * one limit changed, twelve times faster.
 */
final class Platform implements AutoCloseable {

    static final int SPEED = 12;

    private static final Path ROOT = Path.of(System.getProperty("carillon.root"));
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private final LocalPlatform local;

    private Platform(LocalPlatform local) {
        this.local = local;
    }

    /** Hands the one platform to the tests that ask for it and stops it after the last. */
    static final class Running implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Platform.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.GLOBAL)
                    .computeIfAbsent(Platform.class, _ -> start(), Platform.class);
        }
    }

    private static Platform start() {
        var packs = CopiedPack.write(ROOT.resolve("runbooks/default.yaml"), TARGET.resolve("packs/acceptance.yaml"));
        return new Platform(LocalPlatform.start(
                ROOT,
                TARGET.resolve("platform-" + ProcessHandle.current().pid()),
                Map.of("CARILLON_RUNBOOKS", packs.toString()),
                "--pack",
                "acceptance",
                "--speed",
                Integer.toString(SPEED)));
    }

    String door(String path) {
        return local.door(path);
    }

    String kafka() {
        return "127.0.0.1:" + local.ports().kafka();
    }

    /** The main database for a driver; every role's password is {@code dev}. */
    String database() {
        return "jdbc:postgresql://127.0.0.1:" + local.ports().postgres() + "/carillon";
    }

    void kill(String service) {
        local.kill(service);
    }

    void restart(String service) {
        local.restart(service);
    }

    void stop(String server) {
        local.stop(server);
    }

    void start(String server) {
        local.start(server);
    }

    /** Each raw body that a stand-in was sent. */
    JsonNode requests(String standIn) {
        return Http.get(local.control("/__requests/" + standIn)).json();
    }

    String log(String service) {
        try {
            return Files.readString(local.log(service));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path logFile(String service) {
        return local.log(service);
    }

    /** The first slot of half an hour that {@code doctor} has free, {@code days} from now or later. */
    JsonNode freeSlot(String doctor, int days) {
        var answer = Http.get(
                door("/api/availability?doctorId=%s&limit=%d&days=14".formatted(doctor, days * 20)),
                "X-API-Key",
                "dev-viewer-key");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        var slots = answer.json().get("slots");
        return slots.get(slots.size() - 1);
    }

    @Override
    public void close() {
        local.close();
    }
}
