/** The clinics: who they are, how calls find them, and how the other services come to know. */
@NullMarked
package io.carillon.booking.clinic;

import org.jspecify.annotations.NullMarked;
