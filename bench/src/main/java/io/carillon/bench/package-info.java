/** Measures the built platform from outside and writes what it found as a page. */
@NullMarked
package io.carillon.bench;

import org.jspecify.annotations.NullMarked;
