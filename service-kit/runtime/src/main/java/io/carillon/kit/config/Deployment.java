package io.carillon.kit.config;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What this process is: which service, which replica, in production or on somebody's machine. */
@ApplicationScoped
@Unremovable
public class Deployment {

    private final String environment;
    private final String service;
    private final String version;
    private final String replica;
    private final Instant startedAt;

    Deployment(
            @ConfigProperty(name = "CARILLON_ENV", defaultValue = "production") String environment,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "quarkus.application.version") String version,
            @ConfigProperty(name = "CARILLON_REPLICA") Optional<String> replica,
            Clock clock) {
        if (!environment.equals("production") && !environment.equals("local")) {
            throw new IllegalArgumentException(
                    "CARILLON_ENV is '%s'; expected 'production' or 'local'".formatted(environment));
        }
        this.environment = environment;
        this.service = service;
        this.version = version;
        this.replica = replica.orElse(service + "-0");
        this.startedAt = clock.instant();
    }

    /** Whether development locks are to be refused; the default where {@code CARILLON_ENV} is not set. */
    public boolean production() {
        return environment.equals("production");
    }

    /** For example {@code booking-service}. */
    public String service() {
        return service;
    }

    public String version() {
        return version;
    }

    /** Tells the replicas of one service apart ({@code CARILLON_REPLICA}, default {@code <service>-0}). */
    public String replica() {
        return replica;
    }

    public Instant startedAt() {
        return startedAt;
    }
}
