/** Twilio's callbacks: who may call us, what the caller hears, and what is recorded of it. */
@NullMarked
package io.carillon.webhook.twilio;

import org.jspecify.annotations.NullMarked;
