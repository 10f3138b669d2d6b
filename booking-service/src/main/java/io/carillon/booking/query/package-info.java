/** Query parameters, read with a refusal that says what was expected. */
@NullMarked
package io.carillon.booking.query;

import org.jspecify.annotations.NullMarked;
