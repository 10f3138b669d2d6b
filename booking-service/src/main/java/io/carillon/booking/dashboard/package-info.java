/** Figures for people who look at a clinic from above: counted ahead of time, read as aggregates, kept in the cache. */
@NullMarked
package io.carillon.booking.dashboard;

import org.jspecify.annotations.NullMarked;
