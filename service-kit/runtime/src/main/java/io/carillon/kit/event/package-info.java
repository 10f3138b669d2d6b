/** Events onto Kafka and off it: the producer, the consumers, and the envelope filled in. */
@NullMarked
package io.carillon.kit.event;

import org.jspecify.annotations.NullMarked;
