package io.carillon.kit.database;

import io.carillon.kit.config.Deployment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jboss.logging.Logger;

/** Asks PostgreSQL, at the start, how many connections it allows; in production the service does not start on too few. */
@ApplicationScoped
class CapacityCheck {

    private static final Logger LOG = Logger.getLogger(CapacityCheck.class);

    /** {@code reserved_connections} is of PostgreSQL 16. */
    private static final String LIMITS = """
            select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
                       - coalesce(current_setting('reserved_connections', true)::int, 0) as server,
                   (select datconnlimit from pg_database where datname = current_database()) as database,
                   (select rolconnlimit from pg_roles where rolname = current_user) as role
            """;

    private final Capacity capacity;
    private final boolean production;

    @Inject
    CapacityCheck(ConnectionPools pools, PoolSettings settings, Deployment deployment) {
        this(new Capacity(pools.callers().max(), pools.jobs().max(), settings.replicas()), deployment.production());
    }

    CapacityCheck(Capacity capacity, boolean production) {
        this.capacity = capacity;
        this.production = production;
    }

    /** @return whether the service may use this server */
    boolean passes(Connection connection) throws SQLException {
        var objections = objections(connection);
        objections.forEach(objection -> LOG.logf(
                production ? Logger.Level.FATAL : Logger.Level.WARN,
                "Too many connections for the database: %s",
                objection));
        return objections.isEmpty() || !production;
    }

    List<String> objections(Connection connection) throws SQLException {
        try (var select = connection.createStatement();
                var row = select.executeQuery(LIMITS)) {
            row.next();
            return capacity.objections(
                    new Capacity.Limits(row.getInt("server"), row.getInt("database"), row.getInt("role")));
        }
    }
}
