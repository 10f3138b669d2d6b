package io.carillon.alerting.pack;

import io.carillon.alerting.pipeline.AlertPipeline;
import io.carillon.alerting.pipeline.Clearance;
import io.carillon.kit.config.Deployment;
import io.carillon.runbook.load.PackLoader;
import io.carillon.runbook.pack.Pack;
import io.carillon.runbook.parse.PackOutcome;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Reads the pack once, at start. What is wrong with it is said with file, line and reason, and nothing starts. */
@Startup
@Singleton
@Unremovable
class PackSource {

    private static final Logger LOG = Logger.getLogger(PackSource.class);
    private static final Duration MOST_SETTLE = Duration.ofSeconds(5);

    private final PackSettings settings;
    private final Pack pack;
    private final RuleBook rules;

    PackSource(PackSettings settings, Deployment deployment) {
        this.settings = settings;
        verify(settings.speed(), settings.settle(), deployment.production());
        pack = load(settings.runbooks(), settings.pack(), settings.speed());
        rules = new RuleBook(
                pack, new Links(settings.baseUrl(), settings.pagesUrl().orElse(settings.baseUrl())));
        LOG.infof(
                "pack %s with %d rules, at speed %d", pack.name(), pack.rules().size(), settings.speed());
    }

    static void verify(int speed, Duration settle, boolean production) {
        if (speed < 1 || speed != 1 && production) {
            throw new IllegalArgumentException(
                    "CARILLON_SPEED is %d; expected 1 in production, 1 or more elsewhere".formatted(speed));
        }
        if (settle.compareTo(MOST_SETTLE) > 0 || settle.isNegative()) {
            throw new IllegalArgumentException(
                    "carillon.alerting.settle is %s; expected 0s to 5s: pages wait for it".formatted(settle));
        }
    }

    static Pack load(Optional<Path> directory, String name, int speed) {
        return switch (new PackLoader(directory, speed).load(name)) {
            case PackOutcome.Loaded loaded -> loaded.pack();
            case PackOutcome.Refused refused -> {
                refused.problems().forEach(problem -> LOG.errorf("pack refused: %s", problem));
                throw new IllegalStateException(refused.problems().stream()
                        .map(Object::toString)
                        .collect(Collectors.joining("\n", "the pack is refused:\n", "")));
            }
        };
    }

    @Produces
    @Singleton
    Pack pack() {
        return pack;
    }

    @Produces
    @Singleton
    RuleBook rules() {
        return rules;
    }

    @Produces
    @Singleton
    AlertPipeline pipeline() {
        return new AlertPipeline(rules, scaled(settings.settle()), scaled(settings.lookback()));
    }

    @Produces
    @Singleton
    Clearance clearance(AlertPipeline pipeline) {
        return new Clearance(pipeline, scaled(settings.settle()));
    }

    private Duration scaled(Duration duration) {
        return duration.dividedBy(settings.speed());
    }
}
