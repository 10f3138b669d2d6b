/** What of booking's rows is kept for a time only. */
@NullMarked
package io.carillon.booking.retention;

import org.jspecify.annotations.NullMarked;
