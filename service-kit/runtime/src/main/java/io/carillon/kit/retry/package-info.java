/** When to try again what did not succeed. */
@NullMarked
package io.carillon.kit.retry;

import org.jspecify.annotations.NullMarked;
