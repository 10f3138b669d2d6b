/** The stack that all modules' tests of one Maven run share. */
@NullMarked
package io.carillon.stack.teststack;

import org.jspecify.annotations.NullMarked;
