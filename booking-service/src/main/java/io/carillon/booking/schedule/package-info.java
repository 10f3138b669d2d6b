/** When a doctor works: weekly hours by the wall clock of the clinic's zone, turned into instants. */
@NullMarked
package io.carillon.booking.schedule;

import org.jspecify.annotations.NullMarked;
