package io.carillon.webhook.twilioerror;

import io.carillon.webhook.delivery.Sweeper;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Takes away errors that nobody asks for any more. */
@ApplicationScoped
class TwilioErrorSweep {

    /** As long as Twilio's own console can hold one against the other. */
    private static final Duration KEEP = Duration.ofDays(30);

    private static final String OLD = """
            delete from twilio_errors where ce_id in (select ce_id from twilio_errors where occurred_at < ? limit ?)
            """;

    private final Sweeper sweeper;

    TwilioErrorSweep(Sweeper sweeper) {
        this.sweeper = sweeper;
    }

    @Scheduled(
            every = "1h",
            delayed = "3m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void sweep() {
        sweeper.sweep("Twilio errors", OLD, KEEP);
    }
}
