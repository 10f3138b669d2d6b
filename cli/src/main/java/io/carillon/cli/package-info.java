/** What an operator types: {@code carillon sign} signs a test call, {@code carillon pack} checks and shows a pack. */
@NullMarked
package io.carillon.cli;

import org.jspecify.annotations.NullMarked;
