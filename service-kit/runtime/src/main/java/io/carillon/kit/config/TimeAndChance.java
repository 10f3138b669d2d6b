package io.carillon.kit.config;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** The clock and the dice that everything else is handed, so that a test can hand over its own. */
@Singleton
class TimeAndChance {

    @Produces
    @Singleton
    @DefaultBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    @DefaultBean
    RandomGenerator random() {
        return RandomGenerator.of("L64X128MixRandom");
    }
}
