package io.carillon.booking.together;

/** Why somebody goes alone. */
public enum Reason {
    /** Somebody in line or under way stands in the way; what becomes of this one is only known after that. */
    CLASH,
    /** As many wait as may. */
    FULL,
    /** There is no time to wait for the next exchange. */
    LATE
}
