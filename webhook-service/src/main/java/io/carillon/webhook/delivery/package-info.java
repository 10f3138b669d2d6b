/** What recorded callbacks lead to after they were answered: exactly once in effect, in order for each call. */
@NullMarked
package io.carillon.webhook.delivery;

import org.jspecify.annotations.NullMarked;
