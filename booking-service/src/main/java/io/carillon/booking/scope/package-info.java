/** Which clinic a request is about, and whether the caller may know of it. */
@NullMarked
package io.carillon.booking.scope;

import org.jspecify.annotations.NullMarked;
