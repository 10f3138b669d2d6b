/** booking-service against what an operator would run instead and against bare PostgreSQL, on one server (issue 3). */
@NullMarked
package io.carillon.bench.booking;

import org.jspecify.annotations.NullMarked;
