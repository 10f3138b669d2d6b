/** How one thing is looked at: one class a kind, each bounded in time and telling why it failed. */
@NullMarked
package io.carillon.health.probe;

import org.jspecify.annotations.NullMarked;
