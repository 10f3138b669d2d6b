/** Rows that are due, worked off in the background. */
@NullMarked
package io.carillon.kit.work;

import org.jspecify.annotations.NullMarked;
