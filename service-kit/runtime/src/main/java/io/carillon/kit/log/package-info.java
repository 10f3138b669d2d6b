/** One JSON object a line, in the fields that the runbooks' searches look for. */
@NullMarked
package io.carillon.kit.log;

import org.jspecify.annotations.NullMarked;
