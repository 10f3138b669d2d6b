package io.carillon.bench.booking;

import java.util.List;

/**
 * All that is compared, measured one after the other.
 *
 * @param serviceUse statements of the service
 * @param pgbenchUse statements of pgbench
 */
record Round(
        Run peer,
        Run ours,
        Pgbench pgbench,
        Availability availability,
        List<StatementUse> serviceUse,
        List<StatementUse> pgbenchUse) {

    double againstPeer() {
        return ours.load().createdPerSecond() / peer.load().createdPerSecond();
    }

    double cpuAgainstPeer() {
        return ours.cpuMicros() / peer.cpuMicros();
    }

    double againstPgbench() {
        return ours.load().createdPerSecond() / pgbench.perSecond();
    }
}
