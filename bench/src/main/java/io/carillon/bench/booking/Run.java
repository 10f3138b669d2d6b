package io.carillon.bench.booking;

import io.carillon.bench.Footprint;
import io.carillon.bench.Load;
import java.time.Duration;

/**
 * One measured run of a service.
 *
 * @param cpu of the service's processes, until what it owes others for these bookings was done as well
 * @param postgres processor time of the PostgreSQL server, over the same time
 * @param kafka processor time of the broker, likewise; zero for the peer
 * @param memory of the service's processes at the end
 * @param backlog events that waited in the outbox when the last answer was there
 */
record Run(Load load, Duration cpu, Duration postgres, Duration kafka, Footprint memory, long backlog) {

    /** Processor time of the service a request, µs: the peers' own measure, refusals counted. */
    double cpuMicros() {
        return micros(cpu);
    }

    double postgresMicros() {
        return micros(postgres);
    }

    double kafkaMicros() {
        return micros(kafka);
    }

    private double micros(Duration time) {
        return time.toNanos() / 1000.0 / load.requests();
    }
}
