/** Answers that are dear to make and the same for minutes, kept per clinic (R-PERF-16); speech is not kept here. */
@NullMarked
package io.carillon.booking.cache;

import org.jspecify.annotations.NullMarked;
