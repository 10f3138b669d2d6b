/**
 * From YAML to a checked pack: every problem of a file is found at once, each with file, line, reason and what was
 * expected.
 */
@NullMarked
package io.carillon.runbook.parse;

import org.jspecify.annotations.NullMarked;
