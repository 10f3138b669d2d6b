/** The request's id, its access line and its share in the metrics. */
@NullMarked
package io.carillon.kit.request;

import org.jspecify.annotations.NullMarked;
