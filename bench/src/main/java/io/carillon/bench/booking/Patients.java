package io.carillon.bench.booking;

/** Patients {@code p-0} to {@code p-199999}; the scripts' number is the same. */
final class Patients {

    static final int COUNT = 200_000;

    private Patients() {}
}
