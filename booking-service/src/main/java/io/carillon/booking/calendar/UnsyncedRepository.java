package io.carillon.booking.calendar;

import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What Google has not been told yet, for people and for metrics. */
@ApplicationScoped
class UnsyncedRepository {

    private static final String PAGE = """
            select s.appointment_id, c.code, s.doctor_id, s.state, s.attempts, s.since, s.next_attempt_at,
                   case when k.org_id is null then 'credential_missing'
                        when k.paused_until > now() then k.pause_reason
                        else s.last_error end as reason
            from calendar_syncs s
            join clinics c on c.org_id = s.org_id
            left join calendar_credentials k on k.org_id = s.org_id
            where s.state <> 'SYNCED' and (?::uuid is null or s.org_id = ?::uuid)
              and (?::uuid is null or (s.since, s.appointment_id) >
                                      (select since, appointment_id from calendar_syncs where appointment_id = ?::uuid))
            order by s.since, s.appointment_id
            limit ?
            """;

    /** Beyond so many rows nobody needs the exact number, and counting them every time would not be free. */
    private static final int COUNTED_TO = 10_000;

    private static final String BACKLOG = """
            select count(*) filter (where state = 'PENDING'), count(*) filter (where state = 'FAILED'), min(since)
            from (select state, since from calendar_syncs where state <> 'SYNCED' order by since limit %d) behind
            """.formatted(COUNTED_TO);

    private static final String ACCOUNTS = """
            select c.code, k.org_id is not null as present, k.paused_until, k.pause_reason
            from clinics c
            left join calendar_credentials k on k.org_id = c.org_id
            where (?::uuid is null or c.org_id = ?::uuid) and c.code > ?
              and (k.org_id is not null or exists (select 1 from doctor_calendars d where d.org_id = c.org_id))
            order by c.code limit ?
            """;

    /**
     * @param reason a word of {@link Problem}, or {@code credential_missing}; null before the first try
     * @param since when Google fell behind
     */
    record Unsynced(
            UUID appointment,
            String clinic,
            String doctorId,
            CalendarSync state,
            @Nullable String reason,
            int attempts,
            Instant since,
            Instant nextAttempt) {}

    /** @param oldest since when; null when nothing waits */
    record Backlog(int pending, int failed, @Nullable Instant oldest) {}

    /**
     * @param present whether there is a credential
     * @param pausedUntil nothing is tried before; null when nothing holds it up
     */
    record Account(
            String clinic,
            boolean present,
            @Nullable Instant pausedUntil,
            @Nullable String reason) {}

    /** The longest behind first. */
    List<Unsynced> page(Connection connection, @Nullable UUID clinic, @Nullable UUID after, int limit)
            throws SQLException {
        try (var select = connection.prepareStatement(PAGE)) {
            select.setObject(1, clinic);
            select.setObject(2, clinic);
            select.setObject(3, after);
            select.setObject(4, after);
            select.setInt(5, limit);
            var page = new ArrayList<Unsynced>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    page.add(new Unsynced(
                            rows.getObject("appointment_id", UUID.class),
                            rows.getString("code"),
                            rows.getString("doctor_id"),
                            CalendarSync.valueOf(rows.getString("state")),
                            rows.getString("reason"),
                            rows.getInt("attempts"),
                            instant(rows, "since"),
                            instant(rows, "next_attempt_at")));
                }
            }
            return page;
        }
    }

    /** Counted up to {@link #COUNTED_TO}. */
    Backlog backlog(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(BACKLOG);
                var row = select.executeQuery()) {
            row.next();
            return new Backlog(row.getInt(1), row.getInt(2), Times.instantOrNull(row, 3));
        }
    }

    /** Clinics that have a credential or need one, in order of their codes. */
    List<Account> accounts(Connection connection, @Nullable UUID clinic, String after, int limit) throws SQLException {
        try (var select = connection.prepareStatement(ACCOUNTS)) {
            select.setObject(1, clinic);
            select.setObject(2, clinic);
            select.setString(3, after);
            select.setInt(4, limit);
            var accounts = new ArrayList<Account>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    accounts.add(new Account(
                            rows.getString("code"),
                            rows.getBoolean("present"),
                            Times.instantOrNull(rows, "paused_until"),
                            rows.getString("pause_reason")));
                }
            }
            return accounts;
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Times.instant(row, column);
    }
}
