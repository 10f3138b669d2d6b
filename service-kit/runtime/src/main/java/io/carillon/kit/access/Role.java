package io.carillon.kit.access;

/** What a key allows; each role may do all that the ones before it may (R-SEC-05). */
public enum Role {
    /** Sees. */
    VIEWER,
    /** Works: books, synthesizes, acknowledges, retries. */
    OPERATOR,
    /** Clears, tests, changes rules. */
    ADMIN;

    public boolean allows(Role needed) {
        return compareTo(needed) >= 0;
    }
}
