package io.carillon.health.database;

import io.carillon.health.probe.PostgresAddress;
import io.carillon.health.probe.SingleFlight;
import io.carillon.kit.config.DatabaseUrl;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The database measured at the moment of asking.
 *
 * <p>The "live pool" of R-HLTH-02 was the one pool of PatientFlow's single process. Here several services with several
 * replicas share one database, and no process sees another's pool, so the server itself is asked: every client
 * connection to our database, whoever holds it, and without the one that asks. A connection inside an open transaction is
 * counted as active: it is held, even while it runs nothing.
 */
@ApplicationScoped
public class LiveDatabase {

    /** The whole answer has to be out within 2 s (R-HLTH-02); the rest is for the way through HTTP. */
    private static final Duration LIMIT = Duration.ofMillis(1_700);

    private static final String COUNTS = """
            SELECT count(*) FILTER (WHERE state IS DISTINCT FROM 'idle') AS active,
                   count(*) FILTER (WHERE state = 'idle') AS idle
            FROM pg_stat_activity
            WHERE backend_type = 'client backend' AND datname = current_database() AND pid <> pg_backend_pid()
            """;

    private final SingleFlight<DatabaseFigures> flight = new SingleFlight<>();
    private final PostgresAddress address;

    LiveDatabase(@ConfigProperty(name = "DATABASE_URL") String url) {
        this.address = new PostgresAddress(DatabaseUrl.parse("DATABASE_URL", url));
    }

    public DatabaseFigures look() throws InterruptedException {
        return flight.ask(LIMIT, this::measure).orElseGet(() -> new DatabaseFigures.Disconnected(LIMIT));
    }

    private DatabaseFigures measure() {
        var begun = System.nanoTime();
        try (var connection = address.connect(LIMIT);
                var statement = connection.createStatement();
                var counts = statement.executeQuery(COUNTS)) {
            counts.next();
            return new DatabaseFigures.Connected(since(begun), counts.getInt("active"), counts.getInt("idle"));
        } catch (SQLException e) {
            return new DatabaseFigures.Disconnected(since(begun));
        }
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
