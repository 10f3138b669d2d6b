/** The stack of one module's tests. */
@NullMarked
package io.carillon.stack.teststack;

import org.jspecify.annotations.NullMarked;
