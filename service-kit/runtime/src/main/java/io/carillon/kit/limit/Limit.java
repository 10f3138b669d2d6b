package io.carillon.kit.limit;

/**
 * How much is allowed.
 *
 * @param perSecond requests a second in the long run, above 0, at most a million
 * @param burst requests at once, at least 1, at most ten million
 */
public record Limit(double perSecond, double burst) {

    private static final double MOST_PER_SECOND = 1_000_000;
    private static final double LARGEST_BURST = 10_000_000;

    public Limit {
        // Written so that what is no number is refused too.
        if (!(perSecond > 0 && perSecond <= MOST_PER_SECOND)) {
            throw new IllegalArgumentException(
                    "perSecond is %s; expected above 0, at most 1000000".formatted(perSecond));
        }
        if (!(burst >= 1 && burst <= LARGEST_BURST)) {
            throw new IllegalArgumentException("burst is %s; expected 1 to 10000000".formatted(burst));
        }
    }
}
