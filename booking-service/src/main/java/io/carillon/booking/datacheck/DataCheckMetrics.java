package io.carillon.booking.datacheck;

import io.carillon.kit.metrics.Metrics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the last runs found, as numbers: {@code data.check.found} (rows that are an incident) and
 * {@code data.check.last.success} (epoch seconds) by check, and {@code data.check.red}, counted at each look for as long
 * as a check is not green. A rule over the last minutes sees that one on whichever replica, long after the run.
 */
@ApplicationScoped
class DataCheckMetrics {

    private final Metrics metrics;
    private final Map<Check, CheckResult> last = new ConcurrentHashMap<>();
    private final Map<Check, Instant> successes = new ConcurrentHashMap<>();

    DataCheckMetrics(Metrics metrics) {
        this.metrics = metrics;
        for (var check : Check.values()) {
            var labels = Map.of("check", check.word());
            metrics.gauge("data.check.found", labels, () -> found(check));
            metrics.gauge("data.check.last.success", labels, () -> success(check));
        }
    }

    /** A run on this replica ended. */
    void seen(CheckResult result) {
        last.merge(result.check(), result, (old, news) -> news.startedAt().isBefore(old.startedAt()) ? old : news);
        if (result.failure().isEmpty()) {
            succeeded(result.check(), result.startedAt());
        }
    }

    /** What all replicas' runs left in the table. */
    void refresh(Map<Check, CheckResult> results, Map<Check, Instant> succeeded) {
        results.values().forEach(this::seen);
        succeeded.forEach(this::succeeded);
        last.values().stream()
                .filter(result -> result.status() == CheckResult.Status.RED)
                .forEach(result -> metrics.count(
                        "data.check.red", Map.of("check", result.check().word())));
    }

    private void succeeded(Check check, Instant at) {
        successes.merge(check, at, (old, news) -> news.isBefore(old) ? old : news);
    }

    /** Not a number until it was looked: unknown is not zero. */
    private double found(Check check) {
        var result = last.get(check);
        return result == null || result.failure().isPresent() ? Double.NaN : result.alarming();
    }

    private double success(Check check) {
        var at = successes.get(check);
        return at == null ? Double.NaN : at.getEpochSecond();
    }
}
