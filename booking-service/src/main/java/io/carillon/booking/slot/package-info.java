/** Claims on doctors' time: two that overlap cannot both be in the table, whoever writes. */
@NullMarked
package io.carillon.booking.slot;

import org.jspecify.annotations.NullMarked;
