package io.carillon.runbook.parse;

/** The neutral scale all packs share. */
final class Rank {
    static final int WORST = 0;
    static final int MILDEST = 3;

    private Rank() {}
}
