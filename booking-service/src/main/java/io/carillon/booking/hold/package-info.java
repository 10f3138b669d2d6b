/** Slots on hold for callers who still choose: held, then confirmed, let go, or fallen by time or with the call. */
@NullMarked
package io.carillon.booking.hold;

import org.jspecify.annotations.NullMarked;
