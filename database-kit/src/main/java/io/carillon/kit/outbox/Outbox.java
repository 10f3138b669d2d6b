package io.carillon.kit.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.events.CloudEvent;
import io.carillon.events.EventCodec;
import io.carillon.events.EventCodec.Encoded;
import io.carillon.events.Topic;
import io.carillon.kit.work.Bell;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The outbox table of this service: events are appended with what they tell of, and taken out when Kafka has them. */
@ApplicationScoped
public class Outbox {

    private static final Pattern TABLE = Pattern.compile("[a-z][a-z_]{0,40}");

    private static final ObjectReader HEADERS = new JsonMapper().readerForMapOf(String.class);

    private static final String[] TOPICS =
            Arrays.stream(Topic.values()).map(Topic::name).toArray(String[]::new);

    private final EventCodec codec = new EventCodec();
    private final Bell bell = new Bell();

    private final String append;
    private final String takeOldest;
    private final String delete;

    Outbox(OutboxSettings settings) {
        var table = settings.table();
        if (!TABLE.matcher(table).matches()) {
            throw new IllegalArgumentException("carillon.outbox.table is no table's name: " + table);
        }
        this.append = "insert into " + table + " (topic, key, headers, data) values (?, ?, ?::json, ?::json)";
        // The turn is held until commit or rollback: one relay over all replicas, so that the order within a key holds.
        // A topic that only a newer release knows is left for its replicas; it must not hold up everything behind it.
        // In one exchange, but each with its own view of the table: the second sees what went before the lock was had.
        this.takeOldest = """
                select pg_try_advisory_xact_lock(hashtext('carillon %s'));
                select id, topic, key, headers, data from %s where topic = any(?) order by id limit ?
                """.formatted(table, table);
        this.delete = "delete from " + table + " where id = any(?)";
    }

    /** A row. */
    record Pending(long id, Encoded event) {}

    /** What {@code event} is in the table's columns {@code topic}, {@code key}, {@code headers} and {@code data}. */
    public record Row(String topic, String key, String headers, String data) {}

    public Row row(CloudEvent<?> event) {
        var encoded = codec.encode(event);
        return new Row(
                encoded.topic().name(),
                encoded.key(),
                headersJson(encoded.headers()),
                new String(encoded.value(), StandardCharsets.UTF_8));
    }

    /** Makes {@code event} part of the transaction on {@code connection}. */
    public void append(Connection connection, CloudEvent<?> event) throws SQLException {
        var row = row(event);
        try (var insert = connection.prepareStatement(append)) {
            insert.setString(1, row.topic());
            insert.setString(2, row.key());
            insert.setString(3, row.headers());
            insert.setString(4, row.data());
            insert.executeUpdate();
        }
    }

    /** Says that something was committed, so that the relay need not wait until it looks again. */
    public void ring() {
        bell.ring();
    }

    Bell bell() {
        return bell;
    }

    /** The oldest events, in the order in which they were appended; none where another transaction relays. */
    List<Pending> oldest(Connection connection, int limit) throws SQLException {
        try (var select = connection.prepareStatement(takeOldest)) {
            select.setArray(1, connection.createArrayOf("text", TOPICS));
            select.setInt(2, limit);
            select.execute();
            try (var turn = select.getResultSet()) {
                if (!turn.next() || !turn.getBoolean(1)) {
                    return List.of();
                }
            }
            select.getMoreResults();
            try (var rows = select.getResultSet()) {
                return pending(rows);
            }
        }
    }

    private static List<Pending> pending(ResultSet rows) throws SQLException {
        var pending = new ArrayList<Pending>();
        while (rows.next()) {
            pending.add(new Pending(
                    rows.getLong(1),
                    new Encoded(
                            Topic.valueOf(rows.getString(2)),
                            rows.getString(3),
                            headers(rows.getString(4)),
                            rows.getString(5).getBytes(StandardCharsets.UTF_8))));
        }
        return pending;
    }

    void delete(Connection connection, List<Pending> sent) throws SQLException {
        try (var delete = connection.prepareStatement(this.delete)) {
            var ids = sent.stream().map(Pending::id).toArray(Long[]::new);
            delete.setArray(1, connection.createArrayOf("bigint", ids));
            delete.executeUpdate();
        }
    }

    /** Written here and not by a mapper: texts are all there are, and every booking writes two of these. */
    static String headersJson(Map<String, String> headers) {
        var escaping = JsonStringEncoder.getInstance();
        var json = new StringBuilder(384).append('{');
        headers.forEach((name, value) -> {
            json.append(json.length() == 1 ? "\"" : ",\"");
            escaping.quoteAsString(name, json);
            json.append("\":\"");
            escaping.quoteAsString(value, json);
            json.append('"');
        });
        return json.append('}').toString();
    }

    static Map<String, String> headers(String text) {
        try {
            return HEADERS.readValue(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row of the outbox has headers that are not JSON", e);
        }
    }
}
