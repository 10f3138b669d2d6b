/** Rate limits over all replicas, in Redis, and changed by operators while everything runs. */
@NullMarked
package io.carillon.webhook.limit;

import org.jspecify.annotations.NullMarked;
