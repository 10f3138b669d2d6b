/** Conversations that are going on, callers' and others', in Redis: begun, counted, ended, cleaned up. */
@NullMarked
package io.carillon.webhook.session;

import org.jspecify.annotations.NullMarked;
