/**
 * When a doctor works: weekly hours, exceptions and holidays by the wall clock of the clinic's zone, turned into
 * instants; and how people enter, look through and mend them.
 */
@NullMarked
package io.carillon.booking.schedule;

import org.jspecify.annotations.NullMarked;
