package io.carillon.webhook.sms;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that is this worker's for a while.
 *
 * @param number of this claim of the row; an older one may no longer say how it ended
 * @param start when the appointment was to begin when the message was queued
 * @param expires after that it is not sent any more
 * @param attempts times that it was tried in a row without reaching a carrier
 * @param resends times that a carrier failed to deliver it
 * @param lookUp whether Twilio may have it already
 * @param attempted when it was last handed to Twilio, if it was
 * @param sid Twilio's id of the last message that it took; null for none
 * @param from the number that it was last to be sent from; null for none
 * @param recipient hash of the number that it was last to be sent to; null for none
 * @param retryAsked whether an operator wants it sent again whatever refused it
 * @param leasedUntil nothing may be handed to Twilio after that
 */
record Claim(
        UUID id,
        UUID clinic,
        long number,
        String appointmentId,
        String patientId,
        MessageKind kind,
        Channel channel,
        Instant start,
        Instant expires,
        int attempts,
        int resends,
        boolean lookUp,
        @Nullable Instant attempted,
        @Nullable String sid,
        @Nullable String from,
        byte @Nullable [] recipient,
        boolean retryAsked,
        Instant leasedUntil) {}
