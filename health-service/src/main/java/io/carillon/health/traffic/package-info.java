/** What all services reported about their requests in the last five minutes. */
@NullMarked
package io.carillon.health.traffic;

import org.jspecify.annotations.NullMarked;
