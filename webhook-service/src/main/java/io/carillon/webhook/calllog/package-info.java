/** One row for each call, as its callbacks tell of it; what callers were promised, and whether it was kept. */
@NullMarked
package io.carillon.webhook.calllog;

import org.jspecify.annotations.NullMarked;
