/**
 * Rule evaluators: pure functions from state, observation and time to new state and verdict. Alerting, the watchdog and
 * the back-test run the same ones.
 */
@NullMarked
package io.carillon.runbook.rule;

import org.jspecify.annotations.NullMarked;
