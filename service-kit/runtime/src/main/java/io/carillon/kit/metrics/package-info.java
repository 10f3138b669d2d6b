/** Counters, durations and gauges: for Prometheus, and as windows of five seconds for alerting. */
@NullMarked
package io.carillon.kit.metrics;

import org.jspecify.annotations.NullMarked;
