/** The main PostgreSQL server as it stands at the moment of asking. */
@NullMarked
package io.carillon.health.database;

import org.jspecify.annotations.NullMarked;
