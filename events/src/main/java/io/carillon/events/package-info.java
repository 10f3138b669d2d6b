/**
 * The contract between services: one sealed interface a topic, records inside, CloudEvents 1.0 in Kafka's binary mode
 * around them. Plain Java; fields are only ever added.
 */
@NullMarked
package io.carillon.events;

import org.jspecify.annotations.NullMarked;
