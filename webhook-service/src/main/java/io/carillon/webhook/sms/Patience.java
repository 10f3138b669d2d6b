package io.carillon.webhook.sms;

import io.carillon.kit.retry.Backoff;
import java.time.Duration;

/**
 * How long what waits waits.
 *
 * @param soon pauses after failures at Twilio's door
 * @param later pauses after a carrier did not deliver
 * @param resends times that a message is handed to Twilio again after a carrier did not deliver
 * @param settle after so long since the attempt, what Twilio does not list it does not have: it makes a message's record
 *     before it answers, and gives up on a request of its own after 15 s
 * @param credential pause of the account after a refused credential (R-EXT-15)
 */
record Patience(Backoff soon, Backoff later, int resends, Duration settle, Duration credential) {}
