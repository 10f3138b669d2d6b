package io.carillon.booking.database;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Keeps the invented clinics of {@code db/local} out of every installation that is not somebody's own machine. */
@Singleton
class LocalData implements FlywayConfigurationCustomizer {

    private final String environment;

    LocalData(@ConfigProperty(name = "CARILLON_ENV", defaultValue = "production") String environment) {
        this.environment = environment;
    }

    @Override
    public void customize(FluentConfiguration flyway) {
        if (!environment.equals("local")) {
            flyway.locations("db/migration");
        }
    }
}
