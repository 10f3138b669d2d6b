/** Events that become true with a transaction and reach Kafka after it, however long Kafka is away. */
@NullMarked
package io.carillon.kit.outbox;

import org.jspecify.annotations.NullMarked;
