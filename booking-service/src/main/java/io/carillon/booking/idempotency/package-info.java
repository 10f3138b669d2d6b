/** Repeated requests: the same Idempotency-Key gets the first answer, byte for byte, and nothing is done twice. */
@NullMarked
package io.carillon.booking.idempotency;

import org.jspecify.annotations.NullMarked;
