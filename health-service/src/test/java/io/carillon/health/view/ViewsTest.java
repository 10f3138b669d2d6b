package io.carillon.health.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.health.database.DatabaseFigures;
import io.carillon.health.probe.CheckResult;
import io.carillon.health.probe.Reason;
import io.carillon.health.redis.RedisFigures;
import io.carillon.health.traffic.Traffic;
import io.carillon.health.watch.ProbeState;
import io.carillon.health.watch.ProbeStates;
import io.carillon.health.watch.Watched;
import io.carillon.runbook.pack.Probe;
import io.carillon.runbook.pack.ProbeCommon;
import io.carillon.runbook.pack.ProbeTiming;
import io.carillon.runbook.pack.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Bodies compared as whole text: fields, their order, types and formats. */
class ViewsTest {

    private static final Instant NOW = Instant.parse("2024-01-15T10:30:00.123456789Z");
    private static final List<String> ALL =
            List.of("postgres", "redis", "twilio", "google_tts", "openai", "groq", "elevenlabs", "qdrant");

    @Test
    void all_is_well() {
        assertThat(json(Views.full(board(), new Traffic(Duration.ofMillis(245), 5_000, 1, 12))))
                .isEqualTo("{\"status\":\"healthy\",\"checks\":{\"database\":\"ok\",\"redis\":\"ok\",\"twilio\":\"ok\","
                        + "\"google_tts\":\"ok\",\"openai\":\"ok\"},\"metrics\":{\"response_time_p95\":\"245ms\","
                        + "\"error_rate\":\"0.02%\",\"active_sessions\":12}}");
        assertThat(json(Views.api(board(), NOW)))
                .isEqualTo("{\"status\":\"healthy\",\"timestamp\":\"2024-01-15T10:30:00Z\",\"services\":{"
                        + "\"groq\":\"healthy\",\"elevenlabs\":\"healthy\",\"qdrant\":\"healthy\","
                        + "\"database\":\"healthy\"}}");
    }

    @Test
    void only_what_is_down_is_not_ok() {
        assertThat(json(Views.full(board("google_tts"), new Traffic(Duration.ZERO, 0, 0, 0))))
                .isEqualTo(
                        "{\"status\":\"degraded\",\"checks\":{\"database\":\"ok\",\"redis\":\"ok\",\"twilio\":\"ok\","
                                + "\"google_tts\":\"failed\",\"openai\":\"ok\"},\"metrics\":{\"response_time_p95\":\"0ms\","
                                + "\"error_rate\":\"0.00%\",\"active_sessions\":0}}");
        assertThat(json(Views.api(board("qdrant"), NOW)))
                .contains("\"status\":\"degraded\"", "\"qdrant\":\"unhealthy\"", "\"database\":\"healthy\"");
    }

    @Test
    void what_the_pack_does_not_probe_is_disabled_and_what_was_not_seen_yet_unknown() {
        var watched = List.<Watched>of(
                new Watched.On(probe("postgres"), up()),
                new Watched.On(probe("redis"), Optional.empty()),
                new Watched.Off(probe("twilio")));

        assertThat(json(Views.full(Board.of(watched), new Traffic(Duration.ZERO, 0, 0, 0))))
                .contains("\"checks\":{\"database\":\"ok\",\"redis\":\"unknown\",\"twilio\":\"disabled\","
                        + "\"google_tts\":\"disabled\",\"openai\":\"disabled\"}");
    }

    @Test
    void the_servers_that_are_asked_at_once() {
        assertThat(json(Views.database(new DatabaseFigures.Connected(Duration.ofMillis(12), 5, 10))))
                .isEqualTo("{\"status\":\"connected\",\"latency\":\"12ms\","
                        + "\"connections\":{\"active\":5,\"idle\":10,\"total\":15}}");
        assertThat(json(Views.database(new DatabaseFigures.Disconnected(Duration.ofMillis(3)))))
                .isEqualTo("{\"status\":\"disconnected\",\"latency\":\"3ms\",\"connections\":null}");
        assertThat(json(Views.redis(new RedisFigures.Connected(Duration.ofMillis(3), 15_938_355, 234))))
                .isEqualTo("{\"status\":\"connected\",\"latency\":\"3ms\",\"memory\":\"15.2MB\",\"keys\":234}");
        assertThat(json(Views.redis(new RedisFigures.Disconnected(Duration.ofMillis(3)))))
                .isEqualTo("{\"status\":\"disconnected\",\"latency\":\"3ms\",\"memory\":null,\"keys\":null}");
    }

    @Test
    void a_replica_that_leaves_is_not_ready_however_well_all_is() {
        assertThat(Overall.ready(Health.HEALTHY, false)).isTrue();
        assertThat(Overall.ready(Health.DISABLED, false)).isTrue();
        assertThat(Overall.ready(Health.UNKNOWN, false)).isFalse();
        assertThat(Overall.ready(Health.HEALTHY, true)).isFalse();
        assertThat(Overall.ready(Health.UNHEALTHY, false)).isFalse();
    }

    private static Board board(String... down) {
        var watched = new ArrayList<Watched>();
        for (var id : ALL) {
            watched.add(new Watched.On(probe(id), List.of(down).contains(id) ? down() : up()));
        }
        return Board.of(watched);
    }

    private static Optional<ProbeState> up() {
        return Optional.of(ProbeStates.after(CheckResult.UP, NOW));
    }

    private static Optional<ProbeState> down() {
        return Optional.of(ProbeStates.after(CheckResult.down(Reason.TIMEOUT), NOW));
    }

    private static Probe probe(String id) {
        var timing = new ProbeTiming(Duration.ofSeconds(30), Duration.ofSeconds(2), 3, 1);
        return new Probe.Tcp(
                new ProbeCommon(id, timing, Optional.empty(), id.equals("postgres")), new Setting("host:1"));
    }

    private static String json(Object view) {
        try {
            return new ObjectMapper().writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
