package io.carillon.booking.datacheck;

/**
 * One thing that can be wrong with the data.
 *
 * @param name as reports have it, unique within its check
 * @param alarming whether a single row of it is an incident; otherwise it is told for information
 * @param mend what a repair does with each row
 */
record Fault(Check check, String name, boolean alarming, Search search, Mend mend) {}
