/** The commands of ./carillon that run the platform on this machine. */
@NullMarked
package io.carillon.stack.launch;

import org.jspecify.annotations.NullMarked;
