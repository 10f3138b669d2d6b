package io.carillon.runbook.pack;

/** What a number counts. A pack never writes a number without it. */
public enum Unit {
    /** Things, written bare: {@code 10}. */
    COUNT,
    /** Of a hundred, written {@code 5%}. */
    PERCENT,
    /** A time, written {@code 500ms} or {@code 2s}; kept in seconds. */
    SECONDS,
    /** A size, written {@code 512MB}; kept in bytes, 1024 to the step. */
    BYTES,
    /** A speed, written {@code 100/s} or {@code 20/m}; kept per second. */
    PER_SECOND,
    /** True or not; kept as 1 or 0. */
    FLAG
}
