package io.carillon.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a closed loop of wrk has seen.
 *
 * @param created answers of class 2xx
 * @param conflicts 409
 * @param errors every other answer, and requests that got none
 * @param repeated times that a thread of wrk ran out of requests and began again
 */
public record Load(
        double perSecond,
        long requests,
        long created,
        long conflicts,
        long errors,
        int repeated,
        Duration median,
        Duration p99) {

    private static final int THREADS = 2;
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * @param requests raw requests, divided by zero bytes
     * @param connections over which they are sent, each waiting for its answer before the next
     */
    public static Load drive(Path wrk, Peers peers, Path requests, String authority, int connections, Duration length)
            throws IOException {
        var threads = Math.min(THREADS, connections);
        var output = Shell.run(
                peers.directory(),
                Map.of(
                        "REQ_FILE", requests.toAbsolutePath().toString(),
                        "THREADS", Integer.toString(threads),
                        "CONNS", Integer.toString(connections),
                        "COUNT_STATUS", "1"),
                List.of(
                        wrk.toString(),
                        "-t" + threads,
                        "-c" + connections,
                        "-d" + length.toSeconds() + "s",
                        "--timeout",
                        "15s",
                        "-s",
                        peers.script("lib/wrk-raw.lua").toString(),
                        "http://" + authority));
        return parse(output);
    }

    /** @param output in which one line is the JSON object that the peers' wrk script prints */
    public static Load parse(String output) throws IOException {
        var line = output.lines()
                .filter(each -> each.startsWith("{"))
                .findFirst()
                .orElseThrow(() -> new IOException("wrk printed no figures: " + output.strip()));
        var seen = read(line);
        return new Load(
                seen.path("rps").asDouble(),
                seen.path("requests").asLong(),
                seen.path("s2xx").asLong(),
                seen.path("s409").asLong(),
                seen.path("s4xx_other").asLong()
                        + seen.path("s5xx").asLong()
                        + seen.path("sock_err").asLong()
                        + seen.path("timeouts").asLong(),
                seen.path("wraps").asInt(),
                millis(seen, "p50_ms"),
                millis(seen, "p99_ms"));
    }

    private static JsonNode read(String line) throws IOException {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IOException("wrk's figures are no JSON: " + line, e);
        }
    }

    private static Duration millis(JsonNode seen, String field) {
        return Duration.ofNanos(Math.round(seen.path(field).asDouble() * 1e6));
    }

    /** Answers of class 2xx in one second. */
    public double createdPerSecond() {
        return perSecond * created / Math.max(1, requests);
    }
}
