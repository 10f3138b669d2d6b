/** When to try again what did not succeed. */
@NullMarked
package io.carillon.booking.retry;

import org.jspecify.annotations.NullMarked;
