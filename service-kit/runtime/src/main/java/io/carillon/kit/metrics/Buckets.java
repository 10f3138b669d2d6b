package io.carillon.kit.metrics;

import io.carillon.kit.request.Methods;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Gives request durations histogram buckets, so that Prometheus can compute p95 over all pods (R-HLTH-05). */
@Singleton
class Buckets {

    /** The limits that runbooks speak of, in seconds: 0.05 … 15. */
    private static final double[] LIMITS = {
        seconds(0.005),
        seconds(0.02),
        seconds(0.05),
        seconds(0.1),
        seconds(0.2),
        seconds(0.5),
        seconds(1),
        seconds(2),
        seconds(5),
        seconds(8),
        seconds(10),
        seconds(15)
    };

    /** Quarkus labels requests with whatever method the client made up. */
    @Produces
    @Singleton
    MeterFilter knownMethods() {
        var known = MeterFilter.replaceTagValues("method", Methods::label);
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return id.getName().equals(Metrics.REQUESTS) ? known.map(id) : id;
            }
        };
    }

    @Produces
    @Singleton
    MeterFilter requestBuckets() {
        return new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().equals(Metrics.REQUESTS)
                        ? DistributionStatisticConfig.builder()
                                .serviceLevelObjectives(LIMITS)
                                .build()
                                .merge(config)
                        : config;
            }
        };
    }

    private static double seconds(double value) {
        return Duration.ofMillis(Math.round(value * 1000)).toNanos();
    }
}
