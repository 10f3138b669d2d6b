/** What can be done for a caller while the call lasts: finding free slots and booking one, within a deadline. */
@NullMarked
package io.carillon.webhook.call;

import org.jspecify.annotations.NullMarked;
