/** The telephone menu: what a caller's key or words mean, and what is said and asked next; knows nothing of TwiML. */
@NullMarked
package io.carillon.webhook.menu;

import org.jspecify.annotations.NullMarked;
