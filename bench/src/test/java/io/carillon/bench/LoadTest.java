package io.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadTest {

    private static final String LINE =
            "{\"label\":\"\",\"mode\":\"closed\",\"conns\":32,\"rps\":1000.0,\"requests\":%d,\"seconds\":10.00,\"p50_ms\":30.250,"
                    + "\"p90_ms\":45.0,\"p99_ms\":60.5,\"p999_ms\":80.0,\"max_ms\":90.0,\"non2xx\":500,\"sock_err\":%d,\"timeouts\":0,"
                    + "\"MBps\":0.4,\"wraps\":%d,\"s2xx\":%d,\"s409\":%d,\"s4xx_other\":0,\"s5xx\":0}";

    @Test
    void figuresOfWrkAreRead() throws IOException {
        var load = Load.parse("Running 10s test\n" + line(10_000, 0, 0, 9_500, 500) + "\n");

        assertThat(load)
                .isEqualTo(new Load(
                        1_000,
                        10_000,
                        9_500,
                        500,
                        0,
                        0,
                        Duration.ofMillis(30).plusNanos(250_000),
                        Duration.ofNanos(60_500_000)));
        assertThat(load.createdPerSecond()).isEqualTo(950);
    }

    @Test
    void aRunWithoutFiguresIsAnError() {
        assertThatIOException()
                .isThrownBy(() -> Load.parse("unable to connect"))
                .withMessageContaining("unable");
    }

    private static String line(int requests, int lost, int wraps, int created, int conflicts) {
        return LINE.formatted(requests, lost, wraps, created, conflicts);
    }
}
