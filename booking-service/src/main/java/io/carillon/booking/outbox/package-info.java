/** Events that become true with a transaction and reach Kafka after it, however long Kafka is away. */
@NullMarked
package io.carillon.booking.outbox;

import org.jspecify.annotations.NullMarked;
