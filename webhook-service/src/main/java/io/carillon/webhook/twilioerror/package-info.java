/** Errors that Twilio tells of: recognised, counted by code, explained. */
@NullMarked
package io.carillon.webhook.twilioerror;

import org.jspecify.annotations.NullMarked;
