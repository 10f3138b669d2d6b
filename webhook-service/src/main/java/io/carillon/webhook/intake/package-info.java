/** From a verified callback to a durable event: the replay of answers, Kafka within its budget, the spool behind it. */
@NullMarked
package io.carillon.webhook.intake;

import org.jspecify.annotations.NullMarked;
