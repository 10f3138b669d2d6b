/** What a module's tests hold of the stack: JDK classes only, so that no broker reaches a service's class path. */
@NullMarked
package io.carillon.stack.client;

import org.jspecify.annotations.NullMarked;
