/** Decides what becomes of an alert: settle, inhibit, dedupe, route; pure functions from what is open to what changes. */
@NullMarked
package io.carillon.alerting.pipeline;

import org.jspecify.annotations.NullMarked;
