/** What stands before a service that is not ours: breaker, bulkhead, time limit, and how long it asks us to wait. */
@NullMarked
package io.carillon.kit.outside;

import org.jspecify.annotations.NullMarked;
