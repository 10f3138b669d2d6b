/** Appointments in doctors' Google calendars: queued with the appointment, told to Google after it, never in its way. */
@NullMarked
package io.carillon.booking.calendar;

import org.jspecify.annotations.NullMarked;
