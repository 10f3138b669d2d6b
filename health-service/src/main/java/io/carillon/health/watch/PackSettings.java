package io.carillon.health.watch;

import io.carillon.kit.config.Deployment;
import io.carillon.runbook.load.PackLoader;
import io.carillon.runbook.pack.Pack;
import io.carillon.runbook.parse.PackOutcome;
import io.carillon.runbook.parse.Problem;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The pack this platform runs by. A pack with a mistake in it stops the service before it watches by half a rule. */
@Singleton
class PackSettings {

    @Produces
    @Singleton
    Pack pack(
            Deployment deployment,
            @ConfigProperty(name = "CARILLON_PACK", defaultValue = "default") String name,
            @ConfigProperty(name = "CARILLON_RUNBOOKS") Optional<Path> directory,
            @ConfigProperty(name = "CARILLON_SPEED", defaultValue = "1") int speed) {
        return load(name, directory, speed, deployment.production());
    }

    /** @throws ConfigurationException one line a problem; Quarkus prints it without a stack trace and exits with 1 */
    static Pack load(String name, Optional<Path> directory, int speed, boolean production) {
        if (speed < 1) {
            throw new ConfigurationException("CARILLON_SPEED is %d; expected 1 or more".formatted(speed));
        }
        if (speed != 1 && production) {
            throw new ConfigurationException(
                    "CARILLON_SPEED is %d; in production the pack's durations hold as written, unset it"
                            .formatted(speed));
        }
        return switch (new PackLoader(directory, speed).load(name)) {
            case PackOutcome.Loaded(var pack) -> pack;
            case PackOutcome.Refused(var problems) ->
                throw new ConfigurationException(
                        problems.stream().map(Problem::toString).collect(Collectors.joining(System.lineSeparator())));
        };
    }
}
