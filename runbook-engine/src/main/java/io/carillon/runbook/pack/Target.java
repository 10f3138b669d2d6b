package io.carillon.runbook.pack;

import java.time.Duration;

/**
 * What good looks like: a service level objective, or a line on a panel.
 *
 * @param measure the figure it is about, for example {@code api.p95}
 * @param objective the good side, one band
 * @param over the time it is judged over; zero means per event
 */
public record Target(String id, String name, Kind kind, String measure, Limit objective, Duration over) {
    /** Whether missing it costs budget or only looks bad. */
    public enum Kind {
        SLO,
        PANEL
    }

    Target scaled(int speed) {
        return new Target(id, name, kind, measure, objective, Pack.divided(over, speed));
    }
}
