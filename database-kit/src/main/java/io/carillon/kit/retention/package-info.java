/** Rows that nobody needs any more are taken away, kind by kind, in small batches. */
@NullMarked
package io.carillon.kit.retention;

import org.jspecify.annotations.NullMarked;
