package io.carillon.kit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import java.time.Instant;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLineFormatterTest {

    private final JsonLineFormatter formatter = new JsonLineFormatter("booking-service");

    private static ExtLogRecord line(Level level, String message) {
        var line = new ExtLogRecord(level, message, "test");
        line.setLoggerName("io.carillon.Test");
        line.setInstant(Instant.parse("2026-01-02T03:04:05.678901Z"));
        return line;
    }

    @Test
    @Requirement("R-LOG-01")
    void aLineIsOneObjectInAFixedOrderWithoutSpaces() {
        var line = line(Level.INFO, "request");
        line.putMdc("request_id", "r-1");
        line.putMdc("clinic", "DEMO");
        line.setParameters(new Object[] {
            LogFields.of("duration_ms", 12L)
                    .with("method", "GET")
                    .with("path", "/x")
                    .with("statusCode", 503)
        });

        assertThat(formatter.format(line))
                .isEqualTo(
                        "{\"timestamp\":\"2026-01-02T03:04:05.678Z\",\"level\":\"INFO\",\"service\":\"booking-service\","
                                + "\"message\":\"request\",\"request_id\":\"r-1\",\"duration_ms\":12,\"method\":\"GET\","
                                + "\"path\":\"/x\",\"statusCode\":503,\"clinic\":\"DEMO\",\"logger\":\"io.carillon.Test\"}\n");
    }

    @Test
    @Requirement("R-LOG-02")
    void theRunbooksAwkCutsOutTheDuration() {
        var line = line(Level.INFO, "request");
        line.setParameters(new Object[] {LogFields.of("duration_ms", 2100L)});

        // awk -F'"duration_ms":' '{print $2}' | awk -F',' '{print $1}'
        assertThat(formatter.format(line).split("\"duration_ms\":")[1].split(",")[0])
                .isEqualTo("2100");
    }

    @ParameterizedTest
    @Requirement("R-LOG-03")
    @CsvSource({"FINE,DEBUG", "INFO,INFO", "WARNING,WARN", "SEVERE,CRITICAL"})
    void levelsAreTheRunbooksWords(String level, String word) {
        assertThat(formatter.format(line(Level.parse(level), "x"))).contains("\"level\":\"" + word + "\"");
    }

    @Test
    @Requirement("R-LOG-03")
    void jbossLevelsAreTheRunbooksWordsToo() {
        assertThat(JsonLineFormatter.level(org.jboss.logmanager.Level.FATAL)).isEqualTo("CRITICAL");
        assertThat(JsonLineFormatter.level(org.jboss.logmanager.Level.ERROR)).isEqualTo("ERROR");
    }

    @Test
    @Requirement("R-LOG-03")
    void anExceptionIsOneLineWithItsWordAndStack() {
        var line = line(Level.WARNING, "no luck");
        line.setThrown(new IllegalStateException("two\nlines"));

        var text = formatter.format(line);

        assertThat(text)
                .containsOnlyOnce("\n")
                .endsWith("\n")
                .contains("exception")
                .contains("JsonLineFormatterTest");
    }

    @Test
    void eachLineHasItsOwnTime() {
        var line = line(Level.INFO, "x");

        for (var time : new String[] {"05.009", "06.070", "05.999"}) {
            line.setInstant(Instant.parse("2026-01-02T03:04:" + time + "999Z"));
            assertThat(formatter.format(line)).startsWith("{\"timestamp\":\"2026-01-02T03:04:" + time + "Z\"");
        }
    }

    @Test
    void nothingLoggedCanForgeALine() {
        var text = formatter.format(line(Level.INFO, "a\r\n{\"level\":\"ERROR\"}\u2028\u0000\u0085"));

        assertThat(text.strip())
                .doesNotContain("\n")
                .doesNotContain("\r")
                .doesNotContain("\u2028")
                .contains("\\u0000");
    }
}
