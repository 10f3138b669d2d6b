/** What is switched off at run time: writing on the whole platform, or one feature of one clinic. */
@NullMarked
package io.carillon.booking.mode;

import org.jspecify.annotations.NullMarked;
