/**
 * What an operator types: {@code carillon sign} signs a test call, {@code carillon pack} checks and shows a pack,
 * {@code carillon fix-doctor-schedules} gives hours to doctors without any.
 */
@NullMarked
package io.carillon.cli;

import org.jspecify.annotations.NullMarked;
