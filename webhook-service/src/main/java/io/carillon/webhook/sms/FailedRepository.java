package io.carillon.webhook.sms;

import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The messages that did not arrive, or of which nobody knows, for people; and putting them back. */
@ApplicationScoped
class FailedRepository {

    private static final String FAILED = "state in ('failed', 'undelivered', 'unknown')";

    private static final String COLUMNS = """
            select id, org_id, appointment_id, kind, channel, state, why, error_code, recipient_last4, attempts + resends
                       as tries, start_time, created_at, updated_at, due_at, expires_at
            from sms_outbox
            """;

    private static final String PAGE = COLUMNS + "where " + FAILED + """
               and (?::int is null or error_code = ?::int) and (?::uuid is null or org_id = ?::uuid)
               and (?::uuid is null
                    or (created_at, id) < (select created_at, id from sms_outbox where id = ?::uuid))
            order by created_at desc, id desc limit ?
            """;

    private static final String FIND = COLUMNS + "where id = ? for update";

    /** Looked up first, whatever it was: {@code unknown} and due is what the worker looks up. */
    private static final String RETRY = """
            update sms_outbox set state = 'unknown', why = 'retry_asked', retry_asked = true, due_at = ?, attempts = 0,
                resends = 0, expires_at = least(start_time, ?), updated_at = now()
            """;

    private static final String RETRY_ONE = RETRY + "where id = ?";

    private static final String RETRY_ALL = RETRY + """
            where id in (select id from sms_outbox where state in ('failed', 'undelivered', 'unknown')
                           and error_code = ? and start_time > ? and not retry_asked and (?::uuid is null or org_id = ?::uuid)
                         order by created_at limit ? for update skip locked)
            """;

    /** Beyond so many rows nobody needs the exact number, and counting them every time would not be free. */
    private static final int COUNTED_TO = 10_000;

    private static final String BACKLOG = """
            select count(*) filter (where state in ('queued', 'sending')), count(*) filter (where state = 'unknown'),
                   min(created_at) filter (where state in ('queued', 'sending'))
            from (select state, created_at from sms_outbox where due_at is not null order by due_at limit %d) waiting
            """.formatted(COUNTED_TO);

    /** @param last4 of the recipient's number; null where it was never sent */
    record Failed(
            UUID id,
            UUID clinic,
            String appointmentId,
            MessageKind kind,
            Channel channel,
            State state,
            @Nullable Why why,
            int code,
            @Nullable String last4,
            int tries,
            Instant start,
            Instant created,
            Instant updated,
            @Nullable Instant due) {}

    /** @param oldest since when; null when nothing waits */
    record Backlog(int waiting, int lookedUp, @Nullable Instant oldest) {}

    /** Newest first. */
    List<Failed> page(
            Connection connection, @Nullable Integer code, @Nullable UUID clinic, @Nullable UUID after, int limit)
            throws SQLException {
        try (var select = connection.prepareStatement(PAGE)) {
            select.setObject(1, code);
            select.setObject(2, code);
            select.setObject(3, clinic);
            select.setObject(4, clinic);
            select.setObject(5, after);
            select.setObject(6, after);
            select.setInt(7, limit);
            var page = new ArrayList<Failed>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    page.add(read(rows));
                }
            }
            return page;
        }
    }

    /** Any message, failed or not, locked. */
    Optional<Failed> lock(Connection connection, UUID id) throws SQLException {
        try (var select = connection.prepareStatement(FIND)) {
            select.setObject(1, id);
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(read(row)) : Optional.empty();
            }
        }
    }

    void retry(Connection connection, UUID id, Instant now, Instant latest) throws SQLException {
        try (var update = connection.prepareStatement(RETRY_ONE)) {
            update.setObject(1, Times.utc(now));
            update.setObject(2, Times.utc(latest));
            update.setObject(3, id);
            update.executeUpdate();
        }
    }

    /** The oldest first. @return how many, at most {@code limit} */
    int retryAll(Connection connection, int code, @Nullable UUID clinic, int limit, Instant now, Instant latest)
            throws SQLException {
        try (var update = connection.prepareStatement(RETRY_ALL)) {
            update.setObject(1, Times.utc(now));
            update.setObject(2, Times.utc(latest));
            update.setInt(3, code);
            update.setObject(4, Times.utc(now));
            update.setObject(5, clinic);
            update.setObject(6, clinic);
            update.setInt(7, limit);
            return update.executeUpdate();
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

    private static Failed read(ResultSet row) throws SQLException {
        var why = row.getString("why");
        return new Failed(
                row.getObject("id", UUID.class),
                row.getObject("org_id", UUID.class),
                row.getString("appointment_id"),
                MessageKind.ofWord(row.getString("kind")),
                Channel.ofWord(row.getString("channel")),
                State.ofWord(row.getString("state")),
                why == null ? null : Why.ofWord(why),
                row.getInt("error_code"),
                row.getString("recipient_last4"),
                row.getInt("tries"),
                Times.instant(row, "start_time"),
                Times.instant(row, "created_at"),
                Times.instant(row, "updated_at"),
                Times.instantOrNull(row, "due_at"));
    }
}
