package io.carillon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.stack.server.JavaCommand;
import io.carillon.traceability.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** webhook-service as it is delivered, started as in production with one lock open: it says which, and does not start. */
class ProductionLocksTest {

    private static final Path JAR =
            JavaCommand.serviceJar(Path.of(System.getProperty("carillon.root")), "webhook-service");

    /** What production has to give; everything that could be reached is at a port where nothing listens. */
    private static final Map<String, String> PRODUCTION = Map.ofEntries(
            Map.entry("CARILLON_ENV", "production"),
            Map.entry("CARILLON_PORT", "0"),
            Map.entry("TWILIO_AUTH_TOKEN", "an-account-of-its-own"),
            Map.entry("VAPI_SERVER_SECRET", "a-secret-of-its-own"),
            Map.entry("CARILLON_SERVICE_SECRET", "another-secret-of-its-own"),
            Map.entry("PUBLIC_BASE_URL", "https://voice.clinic.example"),
            Map.entry("KAFKA_BROKERS", "127.0.0.1:1"),
            Map.entry("REDIS_URL", "redis://127.0.0.1:1"),
            Map.entry("DATABASE_URL", "postgresql://nobody:nothing@127.0.0.1:1/carillon"),
            Map.entry("MIGRATE_DATABASE_URL", "postgresql://nobody:nothing@127.0.0.1:1/carillon"),
            Map.entry("JOBS_DATABASE_URL", "postgresql://nobody:nothing@127.0.0.1:1/carillon"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @Requirement("R-SEC-02")
    @CsvSource({
        "TWILIO_VALIDATE_SIGNATURE, false, TWILIO_VALIDATE_SIGNATURE is not 'true'",
        "TWILIO_AUTH_TOKEN, dev-twilio-token, TWILIO_AUTH_TOKEN is the development token",
        "VAPI_SERVER_SECRET, dev-vapi-secret, VAPI_SERVER_SECRET is not set or is the development secret",
        "VAPI_API_KEY, dev-vapi-key, VAPI_API_KEY is the development key",
        "OPENAI_API_KEY, dev-openai-key, OPENAI_API_KEY is the development key",
        "CARILLON_SERVICE_SECRET, '', CARILLON_SERVICE_SECRET is not set",
        "CARILLON_SERVICE_SECRET, dev-service-secret, CARILLON_SERVICE_SECRET is not set or is the development secret",
        "CARILLON_API_KEYS, ops:operator, CARILLON_API_KEYS has an entry of the wrong form",
    })
    void anOpenLockIsNamedAndTheStartRefused(String setting, String value, String reason) throws Exception {
        var environment = new HashMap<>(PRODUCTION);
        environment.put(setting, value);

        var output = endOf(environment);

        assertThat(output).contains(reason).doesNotContain("Listening on");
    }

    private String endOf(Map<String, String> environment) throws IOException, InterruptedException {
        var log = folder.resolve("output");
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        JAR.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(CARILLON|TWILIO|VAPI|QUARKUS)_.*"));
        builder.environment().put("CARILLON_SPOOL_DIR", folder.resolve("spool").toString());
        builder.environment().putAll(environment);
        var process = builder.start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS))
                    .as("ended by itself")
                    .isTrue();
            assertThat(process.exitValue()).isNotZero();
            return Files.readString(log);
        } finally {
            process.destroyForcibly();
        }
    }
}
