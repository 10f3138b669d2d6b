/** Every error as problem+json (RFC 9457) with the request's id, never a stack trace. */
@NullMarked
package io.carillon.kit.problem;

import org.jspecify.annotations.NullMarked;
