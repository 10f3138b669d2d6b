/** The loaded pack's probes on their schedule, what they last saw, and the events that say so. */
@NullMarked
package io.carillon.health.watch;

import org.jspecify.annotations.NullMarked;
