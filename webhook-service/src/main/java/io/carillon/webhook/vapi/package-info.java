/** Vapi's server messages: authenticated, recorded without their credentials, and its tool calls answered. */
@NullMarked
package io.carillon.webhook.vapi;

import org.jspecify.annotations.NullMarked;
