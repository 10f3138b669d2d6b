/** Keeps {@code docs/openapi} true: the HTTP interface of each service as its classes have it. */
@NullMarked
package io.carillon.acceptance.openapi;

import org.jspecify.annotations.NullMarked;
