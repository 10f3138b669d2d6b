package io.carillon.runbook.pack;

import java.util.Optional;

/**
 * What every kind of probe has.
 *
 * @param id unique in the pack; the subject of its conditions, {@code down:<id>}
 * @param statusPage the outside service's own page
 * @param required whether the house is unhealthy without it
 */
public record ProbeCommon(String id, ProbeTiming timing, Optional<String> statusPage, boolean required) {
    ProbeCommon scaled(int speed) {
        return new ProbeCommon(id, timing.scaled(speed), statusPage, required);
    }
}
