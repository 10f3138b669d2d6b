/** Transactions on PostgreSQL, in which every repository's SQL runs, and how a service fares without them. */
@NullMarked
package io.carillon.kit.database;

import org.jspecify.annotations.NullMarked;
