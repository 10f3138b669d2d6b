package io.carillon.bench.booking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.bench.PrivatePostgres;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The plans that PostgreSQL really used for the service's statements, by {@code auto_explain}: nobody keeps a list of
 * statements for this, so none can be missing from it.
 *
 * @param byStatement the ways in which each statement met its tables, such as {@code Index Scan using x on y}
 */
record Plans(Map<String, Set<String>> byStatement) {

    private static final List<String> ROLES = List.of("carillon_booking", "carillon_jobs");
    private static final Map<String, String> SETTINGS = Map.of(
            "session_preload_libraries", "auto_explain",
            "auto_explain.log_min_duration", "0",
            "auto_explain.log_format", "json");
    private static final JsonMapper JSON = new JsonMapper();

    /** What is done while plans are written down. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** Makes the service connect again, so that its sessions have the settings; puts them back afterwards. */
    static Plans during(PrivatePostgres server, Work work) throws IOException, SQLException {
        var before = Files.size(server.log());
        reconnectWith(server, true);
        try {
            work.run();
        } finally {
            reconnectWith(server, false);
        }
        return parse(logSince(server.log(), before));
    }

    private static void reconnectWith(PrivatePostgres server, boolean on) throws SQLException {
        try (var connection = server.connect(Database.NAME)) {
            for (var role : ROLES) {
                for (var setting : SETTINGS.entrySet()) {
                    Sql.run(
                            connection,
                            on
                                    ? "alter role %s set %s = '%s'"
                                            .formatted(role, setting.getKey(), setting.getValue())
                                    : "alter role %s reset %s".formatted(role, setting.getKey()));
                }
                Sql.run(
                        connection,
                        "select pg_terminate_backend(pid) from pg_stat_activity where usename = '" + role + "'");
            }
        }
    }

    private static List<String> logSince(Path log, long offset) throws IOException {
        try (var channel = Files.newByteChannel(log)) {
            var text = new byte[Math.toIntExact(channel.size() - offset)];
            channel.position(offset);
            channel.read(ByteBuffer.wrap(text));
            return new String(text, StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** @param log in which the lines of a plan begin with a tab and follow one that ends with {@code plan:} */
    static Plans parse(List<String> log) throws IOException {
        var plans = new LinkedHashMap<String, Set<String>>();
        var plan = new StringBuilder();
        for (var line : log) {
            if (line.startsWith("\t")) {
                plan.append(line).append('\n');
            } else {
                add(plan.toString(), plans);
                plan.setLength(0);
            }
        }
        add(plan.toString(), plans);
        return new Plans(plans);
    }

    private static void add(String plan, Map<String, Set<String>> plans) throws IOException {
        if (!plan.stripLeading().startsWith("{")) {
            return;
        }
        try {
            var explained = JSON.readTree(plan);
            var text = explained
                    .path("Query Text")
                    .asText()
                    .replaceAll("\\s+", " ")
                    .strip();
            collect(explained.path("Plan"), plans.computeIfAbsent(text, unseen -> new LinkedHashSet<>()));
        } catch (JsonProcessingException e) {
            throw new IOException("PostgreSQL's log has a plan that is no JSON: " + plan, e);
        }
    }

    private static void collect(JsonNode node, Set<String> ways) {
        var kind = node.path("Node Type").asText();
        if (node.has("Relation Name") || node.has("Index Name")) {
            ways.add(kind
                    + (node.has("Index Name")
                            ? " using " + node.path("Index Name").asText()
                            : "")
                    + (node.has("Relation Name")
                            ? " on " + node.path("Relation Name").asText()
                            : ""));
        }
        node.path("Plans").forEach(below -> collect(below, ways));
    }

    /** Statements that read one of {@code large} from end to end. */
    List<String> scansOf(List<String> large) {
        return byStatement.entrySet().stream()
                .filter(statement -> statement.getValue().stream()
                        .anyMatch(way -> large.stream().anyMatch(table -> way.equals("Seq Scan on " + table))))
                .map(Map.Entry::getKey)
                .toList();
    }
}
