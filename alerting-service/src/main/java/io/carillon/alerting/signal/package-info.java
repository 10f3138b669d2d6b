/** Turns the platform's events into samples of the series that the pack's rules look at. */
@NullMarked
package io.carillon.alerting.signal;

import org.jspecify.annotations.NullMarked;
