package io.carillon.webhook.sms;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a status callback does to a message: it moves forward or stays. Callbacks come out of order, more than once, of
 * earlier attempts, and before the answer that told us Twilio's id.
 */
final class StatusPolicy {

    private final SendPolicy send;

    StatusPolicy(SendPolicy send) {
        this.send = send;
    }

    /**
     * A message as its row has it.
     *
     * @param sid of the last attempt that Twilio took; null for none
     * @param sids of all that it took
     */
    record Standing(
            UUID id,
            UUID clinic,
            State state,
            @Nullable String sid,
            Set<String> sids,
            int resends,
            Instant expires,
            @Nullable String from,
            byte @Nullable [] recipient) {}

    /** @param code 0 for none */
    record Told(UUID message, String sid, String status, int code, Instant at) {}

    /** Empty where nothing changes. */
    Optional<Step> after(Standing standing, Told told) {
        return switch (told.status()) {
            case "delivered", "read" -> delivered(standing, told);
            case "failed", "undelivered", "canceled" -> notDelivered(standing, told);
            case "accepted", "scheduled", "queued", "sending", "sent" -> onItsWay(standing, told);
            // A word of tomorrow's is no reason to lose today's state.
            default -> Optional.empty();
        };
    }

    /** It arrived: that outweighs whatever we thought before, also for an earlier attempt. */
    private static Optional<Step> delivered(Standing standing, Told told) {
        return standing.state() == State.DELIVERED ? Optional.empty() : Optional.of(new Step.Delivered(told.sid()));
    }

    /** News only of an attempt that we do not know of: then Twilio has what we thought lost or not sent yet. */
    private static Optional<Step> onItsWay(Standing standing, Told told) {
        var news = !standing.sids().contains(told.sid());
        return switch (standing.state()) {
            case QUEUED, SENDING, UNKNOWN -> news ? Optional.of(new Step.Sent(told.sid())) : Optional.empty();
            case SENT, DELIVERED, UNDELIVERED, FAILED, SUPPRESSED -> Optional.empty();
        };
    }

    private Optional<Step> notDelivered(Standing standing, Told told) {
        var news = !standing.sids().contains(told.sid());
        var concerned = switch (standing.state()) {
            case SENT -> told.sid().equals(standing.sid());
            case SENDING, UNKNOWN -> news;
            // A second attempt waits or the end is known: what is told of the first is no news.
            case QUEUED, DELIVERED, UNDELIVERED, FAILED, SUPPRESSED -> false;
        };
        return concerned
                ? Optional.of(send.undelivered(standing.resends(), told.code(), told.at(), standing.expires()))
                : Optional.empty();
    }
}
