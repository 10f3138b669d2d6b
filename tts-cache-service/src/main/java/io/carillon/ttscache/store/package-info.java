/** Where audio is kept: Redis for all replicas, and a little memory for the time Redis is away. */
@NullMarked
package io.carillon.ttscache.store;

import org.jspecify.annotations.NullMarked;
