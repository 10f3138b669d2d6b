package io.carillon.bench.webhook;

import io.carillon.bench.OpenLoop;

/**
 * All that is compared, measured one after the other.
 *
 * @param single the peer as one process
 * @param cluster the peer as a cluster of two
 * @param half the service at half of what it reached, open loop
 * @param peerEqual the better peer in the open loop
 * @param equal the service at the same rate
 */
record Round(Run single, Run cluster, Run ours, OpenLoop.Seen half, OpenLoop.Seen peerEqual, OpenLoop.Seen equal) {

    /** The variant that answers more. */
    Run better() {
        return single.load().createdPerSecond() > cluster.load().createdPerSecond() ? single : cluster;
    }

    /** How many times the service's processor time the peer uses; of its variants the one that uses less. */
    double cpuAgainstPeer() {
        return Math.min(single.micros(), cluster.micros()) / ours.micros();
    }

    double againstPeer() {
        return ours.load().createdPerSecond() / better().load().createdPerSecond();
    }

    double p99AgainstPeer() {
        return ours.p99Millis() / better().p99Millis();
    }

    double equalP99AgainstPeer() {
        return equal.p99Millis() / peerEqual.p99Millis();
    }
}
