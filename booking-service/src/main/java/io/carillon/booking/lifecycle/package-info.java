/** What becomes of an appointment once it is booked: moved, confirmed, kept, missed, cancelled, deleted, brought back. */
@NullMarked
package io.carillon.booking.lifecycle;

import org.jspecify.annotations.NullMarked;
