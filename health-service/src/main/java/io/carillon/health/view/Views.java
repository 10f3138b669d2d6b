package io.carillon.health.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.carillon.health.database.DatabaseFigures;
import io.carillon.health.probe.Reason;
import io.carillon.health.redis.RedisFigures;
import io.carillon.health.traffic.Traffic;
import io.carillon.health.watch.ProbeState;
import io.carillon.health.watch.Watched;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The bodies of the health paths: fields, order and formats of the seeds. */
final class Views {

    private Views() {}

    /** {@code GET /health/database} (R-HLTH-02). @param connections null while disconnected: nobody can count them */
    record Database(String status, String latency, @Nullable Connections connections) {}

    /** Client connections of the database. */
    record Connections(int active, int idle, int total) {}

    /** {@code GET /health/redis} (R-HLTH-03). Memory and keys are null while disconnected. */
    record Redis(
            String status,
            String latency,
            @Nullable String memory,
            @Nullable Long keys) {}

    /** {@code GET /health/full} (R-HLTH-04). */
    record Full(String status, Map<String, String> checks, Metrics metrics) {}

    /** Figures over all services and the last five minutes. */
    record Metrics(
            @JsonProperty("response_time_p95") String responseTimeP95,
            @JsonProperty("error_rate") String errorRate,
            @JsonProperty("active_sessions") long activeSessions) {}

    /** {@code GET /api/health} (R-HLTH-06). */
    record Api(String status, String timestamp, Map<String, String> services) {}

    /** {@code GET /health/lb} (R-HLTH-08). */
    record LoadBalancer(String status) {}

    /** {@code GET /api/health/probes} (ours). */
    record Probes(List<Probe> probes) {}

    /**
     * One probe of the pack. Everything from {@code reason} to {@code failures} is null before the first look and for a
     * probe that is off.
     *
     * @param reason why the last look failed, one word; null when it did not
     * @param since when the settled state began, and {@code checkedAt} when the last look ended; UTC
     * @param failures failed looks in a row
     * @param statusPage where the other side tells of its own troubles (R-HLTH-16)
     */
    record Probe(
            String id,
            String kind,
            boolean required,
            String status,
            @Nullable String reason,
            @Nullable String since,
            @Nullable String checkedAt,
            @Nullable String latency,
            @Nullable Integer failures,
            @Nullable String statusPage) {}

    static Database database(DatabaseFigures figures) {
        return switch (figures) {
            case DatabaseFigures.Connected up ->
                new Database(
                        Words.connection(true),
                        Units.milliseconds(up.latency()),
                        new Connections(up.active(), up.idle(), up.total()));
            case DatabaseFigures.Disconnected(var latency) ->
                new Database(Words.connection(false), Units.milliseconds(latency), null);
        };
    }

    static Redis redis(RedisFigures figures) {
        return switch (figures) {
            case RedisFigures.Connected(var latency, var usedBytes, var keys) ->
                new Redis(Words.connection(true), Units.milliseconds(latency), Units.megabytes(usedBytes), keys);
            case RedisFigures.Disconnected(var latency) ->
                new Redis(Words.connection(false), Units.milliseconds(latency), null, null);
        };
    }

    static Full full(Board board, Traffic traffic) {
        return new Full(
                Words.status(board.overall()),
                say(Paths.read(Paths.FULL_CHECKS, board), Words::check),
                new Metrics(
                        Units.milliseconds(traffic.p95()),
                        Units.percent(traffic.errorPercent()),
                        traffic.activeSessions()));
    }

    static Api api(Board board, Instant now) {
        return new Api(
                Words.status(board.overall()),
                Units.timestamp(now),
                say(Paths.read(Paths.API_SERVICES, board), Words::status));
    }

    static LoadBalancer loadBalancer(boolean ready) {
        return new LoadBalancer(Words.loadBalancer(ready));
    }

    static Probes probes(List<Watched> watched) {
        return new Probes(watched.stream().map(Views::probe).toList());
    }

    private static Probe probe(Watched watched) {
        var spec = watched.probe();
        var state = switch (watched) {
            case Watched.On on -> on.state();
            case Watched.Off _ -> Optional.<ProbeState>empty();
        };
        return new Probe(
                spec.id(),
                spec.kind(),
                spec.required(),
                Words.status(Board.health(watched)),
                state.map(seen -> seen.last().reason()).map(Reason::word).orElse(null),
                state.map(seen -> Units.timestamp(seen.since())).orElse(null),
                state.map(seen -> Units.timestamp(seen.last().at())).orElse(null),
                state.map(seen -> Units.milliseconds(seen.last().latency())).orElse(null),
                state.map(ProbeState::failures).orElse(null),
                spec.statusPage().orElse(null));
    }

    private static SequencedMap<String, String> say(
            SequencedMap<String, Health> parts, Function<Health, String> words) {
        var said = new LinkedHashMap<String, String>();
        parts.forEach((field, health) -> said.put(field, words.apply(health)));
        return said;
    }
}
