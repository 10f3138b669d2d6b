/** The way to Twilio's REST API: account, circuit and one HTTP exchange for everybody who asks it something. */
@NullMarked
package io.carillon.webhook.twilioapi;

import org.jspecify.annotations.NullMarked;
