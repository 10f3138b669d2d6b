package io.carillon.webhook.twilioerror;

import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.kit.database.Times;
import io.carillon.kit.metrics.Metrics;
import io.carillon.webhook.delivery.Accepted;
import io.carillon.webhook.delivery.CallIds;
import io.carillon.webhook.delivery.CallbackEffect;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Notes Twilio's errors, once each, and counts them by code: {@code twilio.errors{code}}. */
@ApplicationScoped
class TwilioErrorEffect implements CallbackEffect {

    /** A clock that is further off than this is not believed. */
    private static final Duration CREDIBLE = Duration.ofDays(1);

    private static final String WRITE = """
            insert into twilio_errors (ce_id, code, level, org_id, call_id, event, occurred_at)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::text[], ?::timestamptz[])
            on conflict (ce_id) do nothing
            returning code
            """;

    private final Metrics metrics;

    TwilioErrorEffect(Metrics metrics) {
        this.metrics = metrics;
    }

    private record Found(Accepted in, TwilioError error) {

        Instant occurredAt() {
            var said = error.occurredAt();
            return said == null || Duration.between(said, in.at()).abs().compareTo(CREDIBLE) > 0 ? in.at() : said;
        }
    }

    @Override
    public boolean concerns(CallbackAccepted callback) {
        return TwilioError.possibleIn(callback);
    }

    @Override
    public void apply(Connection connection, List<Accepted> callbacks) throws SQLException {
        var found = new ArrayList<Found>();
        for (var accepted : callbacks) {
            TwilioError.in(accepted.callback()).ifPresent(error -> found.add(new Found(accepted, error)));
        }
        if (found.isEmpty()) {
            return;
        }
        try (var insert = connection.prepareStatement(WRITE)) {
            insert.setArray(1, column(connection, "text", found, one -> one.in().ceId()));
            insert.setArray(
                    2, column(connection, "text", found, one -> one.error().code()));
            insert.setArray(
                    3, column(connection, "text", found, one -> one.error().level()));
            insert.setArray(4, column(connection, "uuid", found, one -> one.in().orgId()));
            insert.setArray(
                    5,
                    column(
                            connection,
                            "text",
                            found,
                            one -> CallIds.stored(one.in().callback().callId())));
            insert.setArray(
                    6,
                    column(connection, "text", found, one -> one.in().callback().kind()));
            insert.setArray(7, column(connection, "timestamptz", found, one -> Times.utc(one.occurredAt())));
            try (var rows = insert.executeQuery()) {
                while (rows.next()) {
                    metrics.count("twilio.errors", Map.of("code", Explanations.label(rows.getString(1))));
                }
            }
        }
    }

    private static java.sql.Array column(
            Connection connection, String type, List<Found> found, Function<Found, @Nullable Object> value)
            throws SQLException {
        return connection.createArrayOf(type, found.stream().map(value).toArray());
    }
}
