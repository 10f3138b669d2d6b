package io.carillon.webhook.delivery;

import io.carillon.kit.retention.Keeper;
import io.carillon.kit.retention.Kept;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** How long jobs stay that are over; one that is still to be done stays. */
@ApplicationScoped
class DeliveryKeeper implements Keeper {

    /** As long as their letters lie on {@code carillon.calls.dead} (design, section 3). */
    private static final Duration DEAD = Duration.ofDays(30);

    private static final List<Kept> KEPT = List.of(
            // Kafka hands a callback over again for as long as it keeps it, 7 days; whoever forgets sooner would let it
            // take
            // effect twice.
            new Kept("deliveries", "webhook_delivery_log", "created_at", "status = 'completed'", Duration.ofDays(8)),
            new Kept("dead-letters", "webhook_delivery_log", "died_at", "status in ('failed', 'dead')", DEAD),
            new Kept("delivery-totals", "webhook_delivery_totals", "hour", DEAD));

    @Override
    public List<Kept> kept() {
        return KEPT;
    }
}
