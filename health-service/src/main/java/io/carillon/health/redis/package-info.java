/** The Redis server as it stands at the moment of asking. */
@NullMarked
package io.carillon.health.redis;

import org.jspecify.annotations.NullMarked;
