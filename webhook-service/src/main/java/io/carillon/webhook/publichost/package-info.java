/** The address under which the world reaches us: what it is, whether it resolves, how long its certificate lasts. */
@NullMarked
package io.carillon.webhook.publichost;

import org.jspecify.annotations.NullMarked;
