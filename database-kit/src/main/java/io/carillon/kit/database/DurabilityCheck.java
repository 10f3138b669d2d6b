package io.carillon.kit.database;

import io.carillon.kit.config.Deployment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Asks PostgreSQL, at the start, whether it keeps what it is given; in production the service does not start if not. */
@ApplicationScoped
class DurabilityCheck {

    private static final Logger LOG = Logger.getLogger(DurabilityCheck.class);

    private static final String SETTINGS = """
            select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'data_directory')
            """;

    private static final String UNLOGGED = """
            select t.relname from pg_class t join pg_namespace n on n.oid = t.relnamespace
            where n.nspname = 'public' and t.relkind = 'r' and t.relpersistence = 'u' order by 1
            """;

    private final boolean production;

    @Inject
    DurabilityCheck(Deployment deployment) {
        this(deployment.production());
    }

    DurabilityCheck(boolean production) {
        this.production = production;
    }

    /** @return whether the service may use this server */
    boolean passes(Connection connection) throws SQLException {
        var objections = objections(connection);
        objections.forEach(objection -> LOG.logf(
                production ? Logger.Level.FATAL : Logger.Level.INFO,
                "The database may forget what it is given: %s",
                objection));
        return objections.isEmpty() || !production;
    }

    static List<String> objections(Connection connection) throws SQLException {
        Map<String, String> settings = new HashMap<>();
        List<String> unlogged = new ArrayList<>();
        try (var select = connection.createStatement()) {
            try (var rows = select.executeQuery(SETTINGS)) {
                while (rows.next()) {
                    settings.put(rows.getString(1), rows.getString(2));
                }
            }
            try (var rows = select.executeQuery(UNLOGGED)) {
                while (rows.next()) {
                    unlogged.add(rows.getString(1));
                }
            }
        }
        return Durability.objections(settings, unlogged);
    }
}
