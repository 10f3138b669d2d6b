/** Real Kafka, PostgreSQL and Redis on this machine, each behind the same switches. */
@NullMarked
package io.carillon.stack.server;

import org.jspecify.annotations.NullMarked;
