package io.carillon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.traceability.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What probes, dashboards and the runbooks' shell lines see. */
@ExtendWith(Platform.Running.class)
class SeenFromOutsideTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/health/database",
                "/health/redis",
                "/health/full",
                "/api/health",
                "/health/lb",
                "/api/webhook-health"
            })
    @Requirement({"R-HLTH-01", "R-HLTH-02", "R-HLTH-03", "R-HLTH-04", "R-HLTH-06", "R-HLTH-08"})
    void theHealthPathsAreOpenAndGood(String path, Platform platform) {
        // A probe that came before its target was warm looks again after its interval.
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            var answer = Http.get(platform.door(path));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().get("status").asText()).as(answer.body()).isIn("ok", "connected", "healthy");
        });
    }

    @Test
    @Requirement({"R-LOG-01", "R-LOG-02"})
    void theRunbooksGrepAndAwkWorkOnTheRealLog(Platform platform) throws IOException, InterruptedException {
        new TwilioCaller(platform, "CAlog").rings();
        var log = platform.logFile("webhook-service-0");

        await().untilAsserted(
                        () -> assertThat(platform.log("webhook-service-0")).contains("duration_ms"));
        var durations = shell(
                "grep duration_ms \"$LOG\" | awk -F'\"duration_ms\":' '{print $2}' | awk -F',' '{print $1}' | sort -n | tail -20",
                log);
        assertThat(durations.lines()).isNotEmpty().allMatch(line -> line.matches("\\d+"));
        assertThat(shell("grep -c -v '^{.*}$' \"$LOG\" || true", log).strip()).isEqualTo("0");
        assertThat(shell("grep -c '5555551234' \"$LOG\" || true", log).strip())
                .as("telephone numbers in the log")
                .isEqualTo("0");
    }

    private static String shell(String line, Path log) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("bash", "-c", line);
        builder.environment().put("LOG", log.toString());
        var process = builder.start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return out;
    }
}
