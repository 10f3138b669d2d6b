package io.carillon.health.traffic;

import java.time.Duration;

/**
 * What all services together did in the last five minutes.
 *
 * @param p95 of the answer times of all requests; zero without traffic
 * @param requests answered requests
 * @param errors those of them answered 5xx
 * @param activeSessions conversations going on now, over all replicas
 */
public record Traffic(Duration p95, long requests, long errors, long activeSessions) {

    /** Share of {@link #errors} in all requests, 0 to 100; zero without traffic. */
    public double errorPercent() {
        return requests == 0 ? 0 : 100.0 * errors / requests;
    }
}
