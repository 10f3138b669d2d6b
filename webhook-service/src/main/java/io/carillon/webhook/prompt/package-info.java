/** What callers are told, in their clinic's language, and the recordings of it that are ready to be played. */
@NullMarked
package io.carillon.webhook.prompt;

import org.jspecify.annotations.NullMarked;
