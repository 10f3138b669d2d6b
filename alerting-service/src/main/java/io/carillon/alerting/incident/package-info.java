/** Keeps incidents: in alerting's own PostgreSQL, in a journal while that is away, and shows them over HTTP. */
@NullMarked
package io.carillon.alerting.incident;

import org.jspecify.annotations.NullMarked;
