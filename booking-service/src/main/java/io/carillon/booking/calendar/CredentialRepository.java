package io.carillon.booking.calendar;

import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** The table {@code calendar_credentials}: what a clinic gave us to reach Google, and whether it may be used now. */
@ApplicationScoped
class CredentialRepository {

    private static final String PUT = """
            insert into calendar_credentials (org_id, refresh_token) values (?, ?)
            on conflict (org_id) do update set
                refresh_token = excluded.refresh_token, version = calendar_credentials.version + 1,
                paused_until = null, pause_reason = null, pauses = 0, alarmed_at = null, updated_at = now()
            returning version
            """;
    private static final String FIND = "select refresh_token, version from calendar_credentials where org_id = ?";

    /** Several who fail together are one pause; a longer one that stands is not shortened. */
    private static final String PAUSE = """
            update calendar_credentials k set
                pauses = case when coalesce(paused_until, '-infinity') <= ? then pauses + 1 else pauses end,
                paused_until = greatest(paused_until, ?),
                pause_reason = ?
            where org_id = ? and version = ?
            """;
    /** Whoever writes the time is the one to tell. */
    private static final String ALARM = """
            update calendar_credentials set alarmed_at = ?
            where org_id = ? and (alarmed_at is null or alarmed_at <= ?)
            """;

    private static final String RESUME = """
            update calendar_credentials set pauses = 0, paused_until = null, pause_reason = null, alarmed_at = null
            where org_id = ? and pauses > 0 and paused_until <= ?
            """;

    /** @param version another one with each token */
    record Stored(byte[] refreshToken, long version) {}

    /** @return the credential's version; above 1 when it takes another's place */
    long put(Connection connection, UUID clinic, byte[] refreshToken) throws SQLException {
        try (var upsert = connection.prepareStatement(PUT)) {
            upsert.setObject(1, clinic);
            upsert.setBytes(2, refreshToken);
            try (var row = upsert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    Optional<Stored> find(Connection connection, UUID clinic) throws SQLException {
        try (var select = connection.prepareStatement(FIND)) {
            select.setObject(1, clinic);
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(new Stored(row.getBytes(1), row.getLong(2))) : Optional.empty();
            }
        }
    }

    /** Nothing of {@code clinic} is tried before {@code until}, unless somebody puts a new token meanwhile. */
    void pause(Connection connection, UUID clinic, long version, Problem problem, Instant now, Instant until)
            throws SQLException {
        try (var update = connection.prepareStatement(PAUSE)) {
            update.setObject(1, Times.utc(now));
            update.setObject(2, Times.utc(until));
            update.setString(3, problem.word());
            update.setObject(4, clinic);
            update.setLong(5, version);
            update.executeUpdate();
        }
    }

    /** Whether this caller is the one, of all replicas, who tells a person within {@code every}. */
    boolean mayAlarm(Connection connection, UUID clinic, Instant now, Duration every) throws SQLException {
        try (var update = connection.prepareStatement(ALARM)) {
            update.setObject(1, Times.utc(now.truncatedTo(ChronoUnit.MICROS)));
            update.setObject(2, clinic);
            update.setObject(3, Times.utc(now.minus(every)));
            return update.executeUpdate() == 1;
        }
    }

    /** It works again: the next failure is a first one. */
    void resume(Connection connection, UUID clinic, Instant now) throws SQLException {
        try (var update = connection.prepareStatement(RESUME)) {
            update.setObject(1, clinic);
            update.setObject(2, Times.utc(now));
            update.executeUpdate();
        }
    }
}
