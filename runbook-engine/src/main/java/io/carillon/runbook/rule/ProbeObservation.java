package io.carillon.runbook.rule;

import java.time.Instant;

/**
 * One check of a probe.
 *
 * @param at the broker's time of the result
 * @param up whether what is probed could be used
 */
public record ProbeObservation(Instant at, boolean up) {}
