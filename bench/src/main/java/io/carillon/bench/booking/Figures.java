package io.carillon.bench.booking;

import io.carillon.bench.Spread;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Everything that one run of the bench has found.
 *
 * @param small with next to nothing in the tables
 * @param million with a million appointments in them; none when that was left out
 * @param largeTables those with so many rows that reading one from end to end is wrong
 */
record Figures(
        List<String> jvm,
        Rounds.Options options,
        List<String> starts,
        List<Round> small,
        List<Round> million,
        Plans plans,
        List<String> largeTables) {

    static Spread of(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return new Spread(rounds.stream().map(figure::applyAsDouble).toList());
    }
}
