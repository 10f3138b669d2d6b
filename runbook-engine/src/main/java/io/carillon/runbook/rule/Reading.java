package io.carillon.runbook.rule;

import io.carillon.runbook.pack.Quantity;

/**
 * What a rule saw, for the person who is woken by it (R-ALRT-93).
 *
 * @param limit in words, for example {@code > 10 in 5m}
 * @param samples how many observations the value rests on
 */
public record Reading(Quantity value, String limit, long samples) {}
