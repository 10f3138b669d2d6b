/** Ladder arithmetic: which step of an escalation policy is due when, and whom it tells. */
@NullMarked
package io.carillon.runbook.escalation;

import org.jspecify.annotations.NullMarked;
