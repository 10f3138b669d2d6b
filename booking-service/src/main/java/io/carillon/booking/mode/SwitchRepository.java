package io.carillon.booking.mode;

import io.carillon.booking.mode.Switches.FeatureState;
import io.carillon.booking.mode.Switches.PlatformState;
import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The tables {@code platform_mode} and {@code feature_switches}. */
@ApplicationScoped
class SwitchRepository {

    private static final String VERSION = "select version from platform_mode";
    private static final String PLATFORM = "select version, mode, reason, changed_by, since, until from platform_mode";
    private static final String OFF = "select org_id, feature from feature_switches where not enabled";
    private static final String OF_CLINIC = """
            select feature, enabled, reason, changed_by, since, until from feature_switches where org_id = ?
            """;

    /** Everybody who switches anything raises the version first, and so they take turns. */
    private static final String RAISE = "update platform_mode set version = version + 1 returning version";

    private static final String SET_MODE = """
            update platform_mode set mode = ?, reason = ?, changed_by = ?, since = ?, until = ?
            """;
    private static final String SET_FEATURE = """
            insert into feature_switches (org_id, feature, enabled, reason, changed_by, since, until)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (org_id, feature) do update
            set enabled = excluded.enabled, reason = excluded.reason, changed_by = excluded.changed_by,
                since = excluded.since, until = excluded.until
            """;

    long version(Connection connection) throws SQLException {
        return number(connection, VERSION);
    }

    /** Until commit, nobody else switches anything. */
    void raiseVersion(Connection connection) throws SQLException {
        number(connection, RAISE);
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql);
                var row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    Switches all(Connection connection) throws SQLException {
        // The version is read first: what is switched in between is read again at the next look.
        try (var select = connection.prepareStatement(PLATFORM);
                var row = select.executeQuery()) {
            row.next();
            return new Switches(row.getLong("version"), platform(row), off(connection));
        }
    }

    private static PlatformState platform(ResultSet row) throws SQLException {
        return new PlatformState(
                Mode.ofWord(row.getString("mode")).orElseThrow(),
                row.getString("reason"),
                row.getString("changed_by"),
                Times.instant(row, "since"),
                Times.instantOrNull(row, "until"));
    }

    private static Map<UUID, Set<Feature>> off(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(OFF);
                var rows = select.executeQuery()) {
            var off = new HashMap<UUID, Set<Feature>>();
            while (rows.next()) {
                var clinic = rows.getObject("org_id", UUID.class);
                Feature.ofWord(rows.getString("feature"))
                        .ifPresent(feature -> off.computeIfAbsent(clinic, unused -> EnumSet.noneOf(Feature.class))
                                .add(feature));
            }
            return off;
        }
    }

    /** Every feature, also those that nobody has ever switched. */
    Map<Feature, FeatureState> ofClinic(Connection connection, UUID clinic) throws SQLException {
        var states = new EnumMap<Feature, FeatureState>(Feature.class);
        for (var feature : Feature.values()) {
            states.put(feature, FeatureState.untouched(feature));
        }
        try (var select = connection.prepareStatement(OF_CLINIC)) {
            select.setObject(1, clinic);
            var rows = select.executeQuery();
            while (rows.next()) {
                var known = Feature.ofWord(rows.getString("feature"));
                if (known.isPresent()) {
                    states.put(
                            known.get(),
                            new FeatureState(
                                    known.get(),
                                    rows.getBoolean("enabled"),
                                    rows.getString("reason"),
                                    rows.getString("changed_by"),
                                    Times.instantOrNull(rows, "since"),
                                    Times.instantOrNull(rows, "until")));
                }
            }
        }
        return states;
    }

    void set(Connection connection, PlatformState state) throws SQLException {
        try (var update = connection.prepareStatement(SET_MODE)) {
            update.setString(1, state.mode().word());
            update.setString(2, state.reason());
            update.setString(3, state.changedBy());
            update.setObject(4, Times.utcOrNull(state.since()));
            update.setObject(5, Times.utcOrNull(state.until()));
            update.executeUpdate();
        }
    }

    void set(Connection connection, UUID clinic, FeatureState state) throws SQLException {
        try (var upsert = connection.prepareStatement(SET_FEATURE)) {
            upsert.setObject(1, clinic);
            upsert.setString(2, state.feature().word());
            upsert.setBoolean(3, state.enabled());
            upsert.setString(4, state.reason());
            upsert.setString(5, state.changedBy());
            upsert.setObject(6, Times.utcOrNull(state.since()));
            upsert.setObject(7, Times.utcOrNull(state.until()));
            upsert.executeUpdate();
        }
    }
}
