/** How our own records are written as JSON: on our two topics, in the journal and in columns. */
@NullMarked
package io.carillon.alerting.wire;

import org.jspecify.annotations.NullMarked;
