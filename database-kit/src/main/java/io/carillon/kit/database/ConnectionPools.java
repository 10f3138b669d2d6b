package io.carillon.kit.database;

import io.agroal.api.AgroalDataSource;
import io.carillon.kit.metrics.Metrics;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** The two doors to PostgreSQL: the callers', bound to one clinic at a time, and the jobs', who see all clinics. */
@ApplicationScoped
class ConnectionPools {

    private final ConnectionPool callers;
    private final ConnectionPool jobs;

    ConnectionPools(
            AgroalDataSource callers,
            @DataSource("jobs") AgroalDataSource jobs,
            PoolSettings settings,
            Metrics metrics) {
        this.callers = new ConnectionPool(callers, "callers", settings.maxWaiting());
        this.jobs = new ConnectionPool(jobs, "jobs", settings.maxWaiting());
        metrics.gauge("db.pool.active", Map.of(), this.callers::active);
        metrics.gauge("db.pool.idle", Map.of(), this.callers::idle);
        metrics.gauge("db.pool.waiting", Map.of(), this.callers::waiting);
        metrics.gauge("db.pool.max", Map.of(), this.callers::max);
        metrics.gauge("db.pool.usage", this.callers.labels(), this.callers::usage);
        metrics.gauge("db.pool.usage", this.jobs.labels(), this.jobs::usage);
    }

    /** Connections of the service's own role, whom row-level security binds. */
    ConnectionPool callers() {
        return callers;
    }

    /** Connections of {@code carillon_jobs}, whom it does not. */
    ConnectionPool jobs() {
        return jobs;
    }
}
