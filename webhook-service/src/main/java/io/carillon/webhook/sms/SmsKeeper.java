package io.carillon.webhook.sms;

import io.carillon.kit.retention.Keeper;
import io.carillon.kit.retention.Kept;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** How long messages stay. A STOP stays until START or until its patient is erased: forgotten, it would be disregarded. */
@ApplicationScoped
class SmsKeeper implements Keeper {

    /** After their appointment, as long as the call log (design, section 9). */
    private static final Duration MESSAGES = Duration.ofDays(400);

    private static final List<Kept> KEPT = List.of(
            new Kept("messages", "sms_outbox", "start_time", "due_at is null", MESSAGES),
            new Kept("message-consents", "message_consents", "updated_at", "not opted_out", MESSAGES),
            // Longer than carillon.bookings keeps an event that could bring an erased patient back.
            new Kept("messages-forgotten", "sms_forgotten", "erased_at", Duration.ofDays(8)));

    @Override
    public List<Kept> kept() {
        return KEPT;
    }
}
