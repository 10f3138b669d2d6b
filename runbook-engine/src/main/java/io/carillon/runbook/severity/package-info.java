/** How bad an incident is: a pure function of facts and pack. */
@NullMarked
package io.carillon.runbook.severity;

import org.jspecify.annotations.NullMarked;
