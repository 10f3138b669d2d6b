/** The outside world as far as Carillon calls it: each provider's answers, faults on demand, and what it was sent. */
@NullMarked
package io.carillon.stack.standin;

import org.jspecify.annotations.NullMarked;
