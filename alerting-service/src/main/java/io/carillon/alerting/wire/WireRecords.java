package io.carillon.alerting.wire;

import io.carillon.runbook.rule.CountState;
import io.carillon.runbook.rule.HealthState;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Names the engine's records that Jackson meets only at run time, for the native image. */
@RegisterForReflection(targets = {HealthState.class, CountState.class})
final class WireRecords {
    private WireRecords() {}
}
