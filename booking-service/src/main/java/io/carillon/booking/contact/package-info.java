/** The people who call: found by their number, and remembered when they call for the first time. */
@NullMarked
package io.carillon.booking.contact;

import org.jspecify.annotations.NullMarked;
