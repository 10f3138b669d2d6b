/** Tells people: what a notification says, one class a channel, and the outbox that gives none up before its channel said yes. */
@NullMarked
package io.carillon.alerting.notify;

import org.jspecify.annotations.NullMarked;
