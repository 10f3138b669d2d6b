/** Query parameters and JSON bodies, read with a refusal that says what was expected. */
@NullMarked
package io.carillon.kit.query;

import org.jspecify.annotations.NullMarked;
