/** Appointments: booked once, in the right hour, or refused with a reason that is kept. */
@NullMarked
package io.carillon.booking.appointment;

import org.jspecify.annotations.NullMarked;
