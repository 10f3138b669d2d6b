package io.carillon.kit.database;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.util.Collection;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resource.LoadableResource;

/**
 * What migrations need beyond Quarkus' settings: the invented clinics of {@code db/local} only on somebody's own
 * machine, and an end to waiting, because the service's start waits for them.
 */
@Singleton
public class MigrationConfiguration implements FlywayConfigurationCustomizer {

    /** Seconds: to connect, to log in, and for one statement of a migration. */
    private static final String TIME_OUTS = "connectTimeout=2&loginTimeout=3&socketTimeout=60";

    /** A migration that waits for a lock makes everybody behind it wait too: it gives up and is tried again (R-OPS-19). */
    private static final String LOCK_PATIENCE = "set lock_timeout = '5s'";

    private final String environment;

    /** @param environment {@code local} for somebody's own machine */
    public MigrationConfiguration(
            @ConfigProperty(name = "CARILLON_ENV", defaultValue = "production") String environment) {
        this.environment = environment;
    }

    @Override
    public void customize(FluentConfiguration flyway) {
        if (!environment.equals("local")) {
            // Quarkus has listed the files of all locations by now; naming fewer locations would change nothing.
            flyway.resourceProvider(new WithoutLocalData(flyway.getResourceProvider()));
        }
        var url = flyway.getUrl();
        if (url == null) {
            // Quarkus would migrate on the service's own connections, whose role may not.
            throw new IllegalArgumentException(
                    "MIGRATE_DATABASE_URL is not set; expected postgresql://carillon_migrate:password@host:port/database");
        }
        flyway.initSql(LOCK_PATIENCE);
        flyway.dataSource(url + (url.contains("?") ? "&" : "?") + TIME_OUTS, flyway.getUser(), flyway.getPassword());
    }

    /** The migrations of every installation. */
    private record WithoutLocalData(ResourceProvider all) implements ResourceProvider {

        private static final String LOCAL = "db/local/";

        @Override
        public LoadableResource getResource(String name) {
            return all.getResource(name);
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return all.getResources(prefix, suffixes).stream()
                    .filter(resource -> !resource.getAbsolutePath().startsWith(LOCAL))
                    .toList();
        }
    }
}
