package io.carillon.webhook.calllog;

import io.carillon.webhook.delivery.Sweeper;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes away calls that are past their time, and what was kept only because an event might have come (design, section 9). */
@ApplicationScoped
class CallLogSweep {

    private static final String CALLS = """
            delete from patient_call_logs where call_id in
              (select call_id from patient_call_logs where created_at < ? order by created_at limit ?)
            """;

    private static final String PROMISES = """
            delete from call_promises where (appointment_id, call_id) in
              (select appointment_id, call_id from call_promises where promised_at < ? limit ?)
            """;

    private static final String APPOINTMENTS = """
            delete from call_appointments where appointment_id in
              (select appointment_id from call_appointments where seen_at < ? limit ?)
            """;

    private static final String ERASURES = """
            delete from call_erasures where (org_id, patient_id) in
              (select org_id, patient_id from call_erasures where erased_at < ? limit ?)
            """;

    private final Sweeper sweeper;
    private final CallLogSettings settings;

    CallLogSweep(Sweeper sweeper, CallLogSettings settings) {
        this.sweeper = sweeper;
        this.settings = settings;
    }

    @Scheduled(
            every = "1h",
            delayed = "2m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void sweep() {
        sweeper.sweep("call log", CALLS, settings.keep());
        sweeper.sweep("call promises", PROMISES, settings.keep());
        sweeper.sweep("call appointments", APPOINTMENTS, settings.keepSeen());
        sweeper.sweep("call erasures", ERASURES, settings.keepSeen());
    }
}
