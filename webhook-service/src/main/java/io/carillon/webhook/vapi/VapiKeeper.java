package io.carillon.webhook.vapi;

import io.carillon.kit.retention.Keeper;
import io.carillon.kit.retention.Kept;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** How long what was said on calls stays, and what is known of them besides (design, section 9). */
@ApplicationScoped
class VapiKeeper implements Keeper {

    private static final List<Kept> KEPT = List.of(
            new Kept("vapi-transcripts", "vapi_transcripts", "said_at", Duration.ofDays(30)),
            // With its counts, and with what may be left of what was said.
            new Kept("vapi-calls", "vapi_calls", "last_at", Duration.ofDays(400)));

    @Override
    public List<Kept> kept() {
        return KEPT;
    }
}
