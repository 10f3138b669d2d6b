/** Request bodies: read whole on the event loop, within a size and a time, before anything else looks at the request. */
@NullMarked
package io.carillon.kit.body;

import org.jspecify.annotations.NullMarked;
