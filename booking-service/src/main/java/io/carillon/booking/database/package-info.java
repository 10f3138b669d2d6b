/** Transactions on PostgreSQL, in which every repository's SQL runs, and how this service fares without them. */
@NullMarked
package io.carillon.booking.database;

import org.jspecify.annotations.NullMarked;
