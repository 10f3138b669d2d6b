package io.carillon.webhook.sms;

import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The table {@code sms_accounts}: whether all of an account waits, on every replica. */
@ApplicationScoped
class AccountRepository {

    private static final String FIND = "select paused_until, pauses from sms_accounts where account_sid = ?";
    private static final String PAUSE = """
            insert into sms_accounts (account_sid, paused_until, why, error_code, pauses) values (?, ?, ?, nullif(?, 0), 1)
            on conflict (account_sid) do update set
                paused_until = greatest(sms_accounts.paused_until, excluded.paused_until), why = excluded.why,
                error_code = excluded.error_code, pauses = sms_accounts.pauses + 1, updated_at = now()
            """;
    private static final String RESUME = """
            update sms_accounts set paused_until = null, why = null, error_code = null, pauses = 0, updated_at = now()
            where account_sid = ? and pauses > 0
            """;
    private static final String ALARM = """
            update sms_accounts set alarmed_at = ?
            where account_sid = ? and coalesce(alarmed_at, '-infinity') <= ?
            """;

    /**
     * @param pausedUntil nothing is sent before; null for now
     * @param pauses in a row; above 0 one message finds out whether that is over
     */
    record Standing(@Nullable Instant pausedUntil, int pauses) {

        static final Standing OPEN = new Standing(null, 0);

        boolean paused(Instant now) {
            return pausedUntil != null && pausedUntil.isAfter(now);
        }
    }

    Standing find(Connection connection, String account) throws SQLException {
        try (var select = connection.prepareStatement(FIND)) {
            select.setString(1, account);
            try (var row = select.executeQuery()) {
                return row.next()
                        ? new Standing(Times.instantOrNull(row, "paused_until"), row.getInt("pauses"))
                        : Standing.OPEN;
            }
        }
    }

    void pause(Connection connection, String account, Step.Pause pause) throws SQLException {
        try (var upsert = connection.prepareStatement(PAUSE)) {
            upsert.setString(1, account);
            upsert.setObject(2, Times.utc(pause.until()));
            upsert.setString(3, pause.why().word());
            upsert.setInt(4, pause.code());
            upsert.executeUpdate();
        }
    }

    void resume(Connection connection, String account) throws SQLException {
        try (var update = connection.prepareStatement(RESUME)) {
            update.setString(1, account);
            update.executeUpdate();
        }
    }

    /** Whether a person is to be told now: once in {@code every}, however many replicas see it. */
    boolean mayAlarm(Connection connection, String account, Instant now, Duration every) throws SQLException {
        try (var update = connection.prepareStatement(ALARM)) {
            update.setObject(1, Times.utc(now));
            update.setString(2, account);
            update.setObject(3, Times.utc(now.minus(every)));
            return update.executeUpdate() == 1;
        }
    }
}
