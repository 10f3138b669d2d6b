package io.carillon.webhook.vapi;

import io.carillon.webhook.delivery.Sweeper;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes away what was said on calls after 30 days, and what is known of them besides after 400 (design, section 9). */
@ApplicationScoped
class VapiSweep {

    private static final String TRANSCRIPTS = """
            delete from vapi_transcripts where (ce_id, role) in
              (select ce_id, role from vapi_transcripts where said_at < ? order by said_at limit ?)
            """;

    /** With its counts, and with what may be left of what was said. */
    private static final String CALLS = """
            delete from vapi_calls where call_id in
              (select call_id from vapi_calls where last_at < ? order by last_at limit ?)
            """;

    private final Sweeper sweeper;
    private final VapiSettings settings;

    VapiSweep(Sweeper sweeper, VapiSettings settings) {
        this.sweeper = sweeper;
        this.settings = settings;
    }

    @Scheduled(
            every = "1h",
            delayed = "3m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void sweep() {
        sweeper.sweep("Vapi transcripts", TRANSCRIPTS, settings.transcriptsKept());
        sweeper.sweep("Vapi calls", CALLS, settings.callsKept());
    }
}
