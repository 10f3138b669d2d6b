/** Times at which a doctor sees nobody, once or again and again, by the clock on the clinic's wall. */
@NullMarked
package io.carillon.booking.block;

import org.jspecify.annotations.NullMarked;
