/** Which times can be offered: what is open, less what is claimed. */
@NullMarked
package io.carillon.booking.availability;

import org.jspecify.annotations.NullMarked;
