/** Looks for rows that cannot be right, tells what it found, and mends it when an administrator says so. */
@NullMarked
package io.carillon.booking.datacheck;

import org.jspecify.annotations.NullMarked;
