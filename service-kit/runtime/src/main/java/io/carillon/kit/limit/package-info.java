/** How many requests an address, a key, a clinic may make: token buckets here, shared over replicas where somebody can. */
@NullMarked
package io.carillon.kit.limit;

import org.jspecify.annotations.NullMarked;
