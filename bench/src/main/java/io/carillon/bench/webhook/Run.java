package io.carillon.bench.webhook;

import io.carillon.bench.Footprint;
import io.carillon.bench.Load;
import java.time.Duration;
import java.util.Map;

/**
 * One measured run in the closed loop.
 *
 * @param service processor time of the service's processes
 * @param stores processor time over the same while of what the service stores in, by name
 * @param memory of the service's processes at the end
 */
record Run(Load load, Duration service, Map<String, Duration> stores, Footprint memory) {

    /** Processor time of service and stores together a request, µs. */
    double micros() {
        return serviceMicros()
                + stores.values().stream().mapToDouble(this::micros).sum();
    }

    double serviceMicros() {
        return micros(service);
    }

    /** Of one store; zero of one that it does not use. */
    double storeMicros(String store) {
        return micros(stores.getOrDefault(store, Duration.ZERO));
    }

    double p99Millis() {
        return load.p99().toNanos() / 1e6;
    }

    private double micros(Duration time) {
        return time.toNanos() / 1000.0 / load.requests();
    }
}
