package io.carillon.webhook.twilioerror;

import io.carillon.kit.retention.Keeper;
import io.carillon.kit.retention.Kept;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** How long Twilio's errors stay. */
@ApplicationScoped
class TwilioErrorKeeper implements Keeper {

    private static final List<Kept> KEPT = List.of(
            // As long as Twilio's own console can hold one against the other.
            new Kept("twilio-errors", "twilio_errors", "occurred_at", Duration.ofDays(30)));

    @Override
    public List<Kept> kept() {
        return KEPT;
    }
}
