package io.carillon.webhook.calllog;

import io.carillon.kit.retention.Keeper;
import io.carillon.kit.retention.Kept;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** How long calls stay in the log, and what was kept only because an event might have come (design, section 9). */
@ApplicationScoped
class CallLogKeeper implements Keeper {

    private static final Duration CALLS = Duration.ofDays(400);

    /**
     * Appointments that no call has asked for yet, and patients whose old id may still come: longer than the 7 days for
     * which Kafka hands events over again.
     */
    private static final Duration REPLAYS = Duration.ofDays(8);

    private static final List<Kept> KEPT = List.of(
            new Kept("calls", "patient_call_logs", "created_at", CALLS),
            new Kept("call-promises", "call_promises", "promised_at", CALLS),
            new Kept("call-appointments", "call_appointments", "seen_at", REPLAYS),
            new Kept("call-erasures", "call_erasures", "erased_at", REPLAYS));

    @Override
    public List<Kept> kept() {
        return KEPT;
    }
}
