/** Whether this service can serve, told at its own /health. */
@NullMarked
package io.carillon.kit.health;

import org.jspecify.annotations.NullMarked;
