package io.carillon.webhook.delivery;

import io.carillon.kit.database.Times;
import io.carillon.webhook.delivery.QueueHealth.Backlog;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Questions to the delivery log. */
@ApplicationScoped
class DeliveryQueries {

    private static final String PAGE = """
            select job_id, status, provider, event, call_id, attempts, cause, last_error, http_status, org_id, request_id,
                   accepted_at, died_at, created_at, updated_at
            from webhook_delivery_log
            where status = any(?) and status in ('failed', 'dead') and (?::text is null or provider = ?) and job_id > ?
            order by job_id limit ?
            """;

    /** By the two small indexes; the many that are completed are counted by the hour. */
    private static final String BACKLOG = """
            select open.*, dead.*, total.* from
              (select count(*) filter (where status = 'waiting') as waiting,
                      count(*) filter (where status = 'active') as active,
                      count(*) filter (where status = 'delayed') as delayed,
                      min(due_at) filter (where status in ('waiting', 'delayed')) as oldest_due
               from webhook_delivery_log where status in ('waiting', 'active', 'delayed')) open,
              (select count(*) filter (where status = 'failed') as failed,
                      count(*) as dead,
                      min(died_at) as oldest_dead,
                      count(*) filter (where died_at > ?) as newly_dead,
                      count(*) filter (where died_at > ? and died_at <= ?) as dead_before
               from webhook_delivery_log where status in ('failed', 'dead')) dead,
              (select coalesce(sum(total) filter (where outcome = 'completed'), 0) as completed,
                      coalesce(sum(total) filter (where outcome <> 'completed'), 0) as given_up
               from webhook_delivery_totals where hour >= ?) total
            """;

    /** R-ALRT-45: samples five minutes apart. */
    private static final Duration SAMPLE = Duration.ofMinutes(5);

    /** What a rate is of. */
    private static final Duration DAY = Duration.ofDays(1);

    /** @param after the last job of the page before; 0 for the first page */
    List<DeliveryView> page(
            Connection connection, Set<Status> statuses, @Nullable String provider, long after, int limit)
            throws SQLException {
        try (var select = connection.prepareStatement(PAGE)) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "text", statuses.stream().map(Status::word).toArray()));
            select.setString(2, provider);
            select.setString(3, provider);
            select.setLong(4, after);
            select.setInt(5, limit);
            var page = new ArrayList<DeliveryView>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    page.add(view(rows));
                }
            }
            return page;
        }
    }

    private static DeliveryView view(ResultSet row) throws SQLException {
        return new DeliveryView(
                row.getLong("job_id"),
                row.getString("status"),
                row.getString("provider"),
                row.getString("event"),
                row.getString("call_id"),
                row.getInt("attempts"),
                row.getString("cause"),
                row.getString("last_error"),
                row.getObject("http_status", Integer.class),
                row.getObject("org_id", UUID.class),
                row.getString("request_id"),
                Times.instant(row, "accepted_at"),
                Times.instantOrNull(row, "died_at"),
                Times.instant(row, "created_at"),
                Times.instant(row, "updated_at"));
    }

    Backlog backlog(Connection connection, Instant now) throws SQLException {
        try (var select = connection.prepareStatement(BACKLOG)) {
            select.setObject(1, Times.utc(now.minus(SAMPLE)));
            select.setObject(2, Times.utc(now.minus(SAMPLE.multipliedBy(2))));
            select.setObject(3, Times.utc(now.minus(SAMPLE)));
            select.setObject(4, Times.utc(now.minus(DAY)));
            try (var row = select.executeQuery()) {
                row.next();
                return new Backlog(
                        row.getLong("waiting"),
                        row.getLong("active"),
                        row.getLong("completed"),
                        row.getLong("failed"),
                        row.getLong("delayed"),
                        row.getLong("dead"),
                        row.getLong("given_up"),
                        Times.instantOrNull(row, "oldest_due"),
                        Times.instantOrNull(row, "oldest_dead"),
                        row.getLong("newly_dead") > 0 && row.getLong("dead_before") > 0);
            }
        }
    }
}
