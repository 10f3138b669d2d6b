package io.carillon.webhook.delivery;

import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;

/** What callbacks said, as far as it is still kept. */
@ApplicationScoped
public class Payloads {

    private static final String FORGET = """
            update webhook_delivery_log
            set status = case when status in ('failed', 'dead') then status else 'dead' end,
                died_at = coalesce(died_at, ?), due_at = null, payload = null, cause = coalesce(cause, 'ours'),
                last_error = 'forgotten with the patient', updated_at = ?
            where call_id = any(?) and payload is not null
            """;

    /** Of these calls; what was still to be done with it is given up. Idempotent. */
    public void forget(Connection connection, Collection<String> callIds, Instant now) throws SQLException {
        if (callIds.isEmpty()) {
            return;
        }
        try (var update = connection.prepareStatement(FORGET)) {
            update.setObject(1, Times.utc(now));
            update.setObject(2, Times.utc(now));
            update.setArray(3, connection.createArrayOf("text", callIds.toArray()));
            update.executeUpdate();
        }
    }
}
