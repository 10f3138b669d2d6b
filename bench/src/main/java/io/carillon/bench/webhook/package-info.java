/** webhook-service against what an operator would run instead, on one Redis and one Kafka (issue 4). */
@NullMarked
package io.carillon.bench.webhook;

import org.jspecify.annotations.NullMarked;
