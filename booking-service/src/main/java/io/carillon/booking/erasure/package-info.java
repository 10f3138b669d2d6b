/** Forgetting a patient in every table of this service at once, and telling the other services to do the same. */
@NullMarked
package io.carillon.booking.erasure;

import org.jspecify.annotations.NullMarked;
