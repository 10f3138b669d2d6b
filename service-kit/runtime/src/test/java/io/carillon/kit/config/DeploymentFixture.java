package io.carillon.kit.config;

import java.time.Clock;
import java.util.Optional;

/** A process for tests to be. */
public final class DeploymentFixture {

    private DeploymentFixture() {}

    public static Deployment in(String environment) {
        return new Deployment(environment, "sample-service", "1.2.3", Optional.empty(), Clock.systemUTC());
    }
}
