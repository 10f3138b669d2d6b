/**
 * The pack model: a runbook as immutable records. What is written here is checked before it exists; see
 * {@code io.carillon.runbook.parse}.
 */
@NullMarked
package io.carillon.runbook.pack;

import org.jspecify.annotations.NullMarked;
