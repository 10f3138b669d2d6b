package io.carillon.bench.webhook;

import io.carillon.bench.Spread;
import io.carillon.bench.Target;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Everything that one run of the bench has found, and what issue 4 asks of it.
 *
 * @param delivering after the rounds: the service as it also works callbacks off
 */
record Figures(
        List<String> jvm, Rounds.Options options, List<String> starts, List<Round> rounds, List<Run> delivering) {

    private static final double LESS_CPU = 3;
    private static final double MORE_REQUESTS = 2;
    private static final double HALF = 0.5;
    private static final double OPEN_P99_MILLIS = 20;

    Spread of(ToDoubleFunction<Round> figure) {
        return new Spread(rounds.stream().map(figure::applyAsDouble).toList());
    }

    /** Of the runs in which callbacks are worked off besides. */
    Spread ofDelivering(ToDoubleFunction<Run> figure) {
        return new Spread(delivering.stream().map(figure::applyAsDouble).toList());
    }

    List<Target> targets() {
        return List.of(
                Target.atLeast(
                        "CPU a request, service and stores: times less than the peer's",
                        LESS_CPU,
                        of(Round::cpuAgainstPeer)),
                Target.atLeast("requests/s: times the peer's better variant", MORE_REQUESTS, of(Round::againstPeer)),
                Target.atMost("p99 against the peer's, both as fast as they can", HALF, of(Round::p99AgainstPeer)),
                Target.atMost(
                        "p99 against the peer's, both at %.0f %% of what the peer can"
                                .formatted(100 * Rounds.SHARE_OF_PEER),
                        HALF,
                        of(Round::equalP99AgainstPeer)),
                Target.atMost(
                        "p99 at half of what the service can, open loop, ms",
                        OPEN_P99_MILLIS,
                        of(round -> round.half().p99Millis())));
    }
}
