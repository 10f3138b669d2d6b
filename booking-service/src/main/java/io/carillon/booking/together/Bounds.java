package io.carillon.booking.together;

/**
 * @param underWay exchanges at the same time, at least one
 * @param together members of one exchange, at least one
 * @param waiting members in line, at least one; whoever comes next goes alone
 */
public record Bounds(int underWay, int together, int waiting) {

    public Bounds {
        if (underWay < 1 || together < 1 || waiting < 1) {
            throw new IllegalArgumentException(
                    "each bound is at least 1: " + underWay + ", " + together + ", " + waiting);
        }
    }
}
