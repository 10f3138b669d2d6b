/** Rows that nobody needs any more are taken away, class by class, in small batches. */
@NullMarked
package io.carillon.booking.retention;

import org.jspecify.annotations.NullMarked;
