package io.carillon.booking.dashboard;

import io.carillon.kit.database.DatabaseUnavailableException;
import io.carillon.kit.database.RolledBackException;
import io.carillon.kit.database.Times;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.metrics.Metrics;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * What R-ALRT-08 and R-BOOK-11 look at, over all clinics. Every replica shows the same figures, read from the tables:
 * take their maximum, not their sum.
 */
@ApplicationScoped
class BookingGauges {

    private static final Logger LOG = Logger.getLogger(BookingGauges.class);

    /** R-ALRT-08's window, and how many bookings make an average that is worth an alert. */
    private static final Duration WINDOW = Duration.ofMinutes(15);

    private static final int ENOUGH = 3;

    /** R-BOOK-11: daily. */
    private static final Duration DAY = Duration.ofDays(1);

    private static final String DURATION = """
            select count(*), avg(extract(epoch from booking_completed_at - booking_started_at))::float8
            from appointments where booking_completed_at >= ? and status <> 'FAILED'
            """;
    private static final String SUCCESS = """
            select (select count(*) from appointments where booking_completed_at >= ? and status <> 'FAILED')::float8,
                   (select count(*) from booking_attempts
                    where created_at >= ? and code <> 'CALENDAR_FAILED')::float8
            """;

    private final Transactions transactions;
    private final Clock clock;
    private volatile Figures figures = new Figures(Double.NaN, Double.NaN);

    /**
     * @param averageSeconds of the last 15 minutes; not a number below three bookings
     * @param successRatio 0 to 1, of the last 24 hours; not a number when nobody tried
     */
    record Figures(double averageSeconds, double successRatio) {}

    BookingGauges(Transactions transactions, Metrics metrics, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
        metrics.gauge("booking.duration.average.seconds", Map.of(), () -> figures.averageSeconds());
        metrics.gauge("booking.success.ratio", Map.of(), () -> figures.successRatio());
    }

    @Scheduled(
            every = "${carillon.totals.gauges:30s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void look() {
        try {
            figures = transactions.acrossClinics(this::read);
        } catch (DatabaseUnavailableException | RolledBackException e) {
            // An old figure would look like a good one.
            figures = new Figures(Double.NaN, Double.NaN);
            LOG.debugf("booking figures are read later: %s", e.getMessage());
        }
    }

    private Figures read(Connection connection) throws SQLException {
        var now = clock.instant();
        var average = Double.NaN;
        try (var select = connection.prepareStatement(DURATION)) {
            select.setObject(1, Times.utc(now.minus(WINDOW)));
            var row = select.executeQuery();
            if (row.next() && row.getLong(1) >= ENOUGH) {
                average = row.getDouble(2);
            }
        }
        try (var select = connection.prepareStatement(SUCCESS)) {
            select.setObject(1, Times.utc(now.minus(DAY)));
            select.setObject(2, Times.utc(now.minus(DAY)));
            var row = select.executeQuery();
            row.next();
            var booked = row.getDouble(1);
            return new Figures(average, booked / (booked + row.getDouble(2)));
        }
    }
}
