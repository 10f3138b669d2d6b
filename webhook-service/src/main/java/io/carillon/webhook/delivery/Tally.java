package io.carillon.webhook.delivery;

import io.carillon.kit.database.Times;
import io.carillon.kit.metrics.Metrics;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts how jobs end: in the table {@code webhook_delivery_totals} for a day's rate, and as metrics for alerting. */
@ApplicationScoped
class Tally {

    private static final String ADD = """
            insert into webhook_delivery_totals (hour, provider, outcome, total)
            select ?, provider, outcome, total
            from unnest(?::text[], ?::text[], ?::bigint[]) as added (provider, outcome, total)
            on conflict (hour, provider, outcome) do update set total = webhook_delivery_totals.total + excluded.total
            """;

    private final Metrics metrics;

    Tally(Metrics metrics) {
        this.metrics = metrics;
    }

    /**
     * How a job ended.
     *
     * @param status completed, failed or dead
     */
    record Ended(String provider, Status status) {}

    /** In the transaction that ends them, as its last statement: the row is every replica's. */
    void add(Connection connection, List<Ended> ended, Instant now) throws SQLException {
        if (ended.isEmpty()) {
            return;
        }
        // Sorted, so that two transactions never wait for each other.
        var totals = new TreeMap<String, Long>();
        ended.forEach(one -> totals.merge(one.provider() + "\n" + one.status().word(), 1L, Long::sum));
        var providers = new ArrayList<String>();
        var outcomes = new ArrayList<String>();
        for (var key : totals.keySet()) {
            int at = key.indexOf('\n');
            providers.add(key.substring(0, at));
            outcomes.add(key.substring(at + 1));
        }
        try (var insert = connection.prepareStatement(ADD)) {
            insert.setObject(1, Times.utc(now.truncatedTo(ChronoUnit.HOURS)));
            insert.setArray(2, connection.createArrayOf("text", providers.toArray()));
            insert.setArray(3, connection.createArrayOf("text", outcomes.toArray()));
            insert.setArray(4, connection.createArrayOf("int8", totals.values().toArray()));
            insert.executeUpdate();
        }
    }

    /** After the commit. */
    void ended(List<Ended> ended) {
        ended.forEach(one -> metrics.count(
                "webhook.deliveries",
                Map.of("provider", one.provider(), "outcome", one.status().word())));
    }

    /**
     * After the commit: a try failed. The first one of a job is a failed callback to the rule of R-ALRT-05, which should
     * hear of it before the last has failed too.
     */
    void failed(String provider, Outcome outcome) {
        var cause = String.valueOf(outcome.causeWord());
        metrics.count("webhook.delivery.failures", Map.of("provider", provider, "cause", cause));
        if (outcome.attempts() == 1) {
            metrics.count("webhook.failures", Map.of("provider", provider, "reason", "delivery"));
        }
    }

    void repeated(int events) {
        for (int i = 0; i < events; i++) {
            metrics.count("webhook.deliveries.repeated", Map.of());
        }
    }
}
