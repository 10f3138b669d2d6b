package io.carillon.booking.datacheck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.booking.datacheck.CheckResult.Cause;
import io.carillon.booking.datacheck.CheckResult.Count;
import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The table {@code data_check_runs}. */
@ApplicationScoped
class ResultRepository {

    private static final TypeReference<List<Count>> COUNTS = new TypeReference<>() {};

    private static final String INSERT = """
            insert into data_check_runs (check_name, cause, started_at, took_ms, found, alarming, faults, failure)
            values (?, ?, ?, ?, ?, ?, ?::jsonb, ?)
            """;
    private static final String COLUMNS = """
            select check_name, cause, started_at, took_ms, faults, failure from data_check_runs
            """;
    private static final String LAST = """
            select distinct on (check_name) check_name, cause, started_at, took_ms, faults, failure
            from data_check_runs order by check_name, id desc
            """;
    private static final String HISTORY = COLUMNS + "where check_name = ? order by id desc limit ?";
    private static final String LAST_START = "select max(started_at) from data_check_runs where cause = ?";
    private static final String LAST_SUCCESS = """
            select check_name, max(started_at) from data_check_runs where failure is null group by check_name
            """;
    private static final String FORGET_RUNS = """
            delete from data_check_runs r where started_at < ?
              and exists (select from data_check_runs later where later.check_name = r.check_name and later.id > r.id)
            """;
    private static final String FORGET_ARCHIVE = "delete from data_check_archive where archived_at < ?";

    private final JsonMapper json = new JsonMapper();

    void insert(Connection connection, CheckResult result) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, result.check().word());
            insert.setString(2, word(result.cause()));
            insert.setObject(3, Times.utc(result.startedAt()));
            insert.setLong(4, result.took());
            if (result.failure().isPresent()) {
                insert.setNull(5, Types.BIGINT);
                insert.setNull(6, Types.BIGINT);
            } else {
                insert.setLong(5, result.found());
                insert.setLong(6, result.alarming());
            }
            insert.setString(7, written(result.faults()));
            insert.setString(8, result.failure().orElse(null));
            insert.executeUpdate();
        }
    }

    /** The newest of each check that ever ran. */
    Map<Check, CheckResult> last(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(LAST);
                var rows = select.executeQuery()) {
            var results = new EnumMap<Check, CheckResult>(Check.class);
            while (rows.next()) {
                read(rows).ifPresent(result -> results.put(result.check(), result));
            }
            return results;
        }
    }

    /** Newest first. */
    List<CheckResult> history(Connection connection, Check check, int limit) throws SQLException {
        try (var select = connection.prepareStatement(HISTORY)) {
            select.setString(1, check.word());
            select.setInt(2, limit);
            var results = new java.util.ArrayList<CheckResult>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    read(rows).ifPresent(results::add);
                }
            }
            return results;
        }
    }

    /** When a run of this cause began last. */
    Optional<Instant> lastStart(Connection connection, Cause cause) throws SQLException {
        try (var select = connection.prepareStatement(LAST_START)) {
            select.setString(1, word(cause));
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.ofNullable(Times.instantOrNull(row, 1)) : Optional.empty();
            }
        }
    }

    /** When each check last came to its end, whatever it found. */
    Map<Check, Instant> lastSuccess(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(LAST_SUCCESS);
                var rows = select.executeQuery()) {
            var times = new EnumMap<Check, Instant>(Check.class);
            while (rows.next()) {
                var at = Times.instantOrNull(rows, 2);
                if (at != null) {
                    Check.of(rows.getString(1)).ifPresent(check -> times.put(check, at));
                }
            }
            return times;
        }
    }

    /** Forgets what is older than {@code before}; the last result of each check stays. */
    void forget(Connection connection, Instant before) throws SQLException {
        for (var sql : List.of(FORGET_RUNS, FORGET_ARCHIVE)) {
            try (var delete = connection.prepareStatement(sql)) {
                delete.setObject(1, Times.utc(before));
                delete.executeUpdate();
            }
        }
    }

    /** Empty for a check that this version does not know: an older or newer replica's. */
    private Optional<CheckResult> read(ResultSet rows) throws SQLException {
        var check = Check.of(rows.getString("check_name"));
        if (check.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CheckResult(
                check.get(),
                Cause.valueOf(rows.getString("cause").toUpperCase(Locale.ROOT)),
                Times.instant(rows, "started_at"),
                rows.getLong("took_ms"),
                counts(rows.getString("faults")),
                Optional.ofNullable(rows.getString("failure"))));
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private String written(List<Count> faults) {
        try {
            return json.writeValueAsString(faults);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("counts cannot be written as JSON", e);
        }
    }

    private List<Count> counts(String text) {
        try {
            return json.readValue(text, COUNTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row of data_check_runs has counts that are not JSON", e);
        }
    }
}
