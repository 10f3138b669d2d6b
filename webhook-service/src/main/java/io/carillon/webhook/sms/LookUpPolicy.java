package io.carillon.webhook.sms;

import io.carillon.webhook.sms.Step.Counted;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What follows from what Twilio lists, for a message that it may have: found, surely not there, or not to be told. Only
 * the second is sent again.
 */
final class LookUpPolicy {

    private final SendPolicy send;
    private final Patience patience;

    LookUpPolicy(SendPolicy send, Patience patience) {
        this.send = send;
        this.patience = patience;
    }

    Step after(Claim claim, Seen seen, Instant now) {
        return switch (seen) {
            case Seen.NotAsked(Why why, var retryAfter) -> {
                var own = patience.soon().after(claim.attempts() + 1);
                var at = now.plus(
                        retryAfter.filter(asked -> asked.compareTo(own) > 0).orElse(own));
                yield at.isBefore(claim.expires()) ? new Step.LookUp(why, at) : new Step.Unknown(Why.LOOKED_IN_VAIN);
            }
            case Seen.Messages(var messages) -> after(claim, messages, now);
        };
    }

    private Step after(Claim claim, List<Seen.Message> messages, Instant now) {
        var reference = Reference.of(claim.id());
        var ours = messages.stream()
                .filter(message ->
                        message.sid().equals(claim.sid()) || message.body().contains(reference))
                .max(Comparator.comparingInt(message -> reach(message.status())));
        if (ours.isPresent()) {
            return found(claim, ours.get(), now);
        }
        // Without its text a message of about that time could be any: also this one.
        var attempted = Objects.requireNonNullElse(claim.attempted(), Instant.EPOCH);
        var since = attempted.minus(patience.settle());
        if (messages.stream()
                .anyMatch(
                        message -> message.body().isEmpty() && message.created().isAfter(since))) {
            return new Step.Unknown(Why.AMBIGUOUS);
        }
        var sure = attempted.plus(patience.settle());
        return now.isBefore(sure)
                ? new Step.LookUp(Why.NOT_FOUND, sure)
                : new Step.Again(Why.NOT_FOUND, 0, now, Counted.ATTEMPT);
    }

    private Step found(Claim claim, Seen.Message message, Instant now) {
        return switch (reach(message.status())) {
            case ARRIVED -> new Step.Delivered(message.sid());
            case ON_ITS_WAY -> new Step.Sent(message.sid());
            default ->
                claim.retryAsked()
                        ? new Step.Again(Why.RETRY_ASKED, message.errorCode(), now, Counted.NOT)
                        : send.undelivered(claim.resends(), message.errorCode(), now, claim.expires());
        };
    }

    private static final int NOT_DELIVERED = 0;
    private static final int ON_ITS_WAY = 1;
    private static final int ARRIVED = 2;

    /** How far a message of Twilio's is: the furthest of several tries is the one that counts. */
    private static int reach(String status) {
        return switch (status) {
            case "delivered", "read" -> ARRIVED;
            case "failed", "undelivered", "canceled" -> NOT_DELIVERED;
            // accepted, scheduled, queued, sending, sent, and whatever Twilio will think of: it has the message.
            default -> ON_ITS_WAY;
        };
    }
}
