package io.carillon.webhook.session;

import io.carillon.kit.log.LogFields;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** The line {@code active_sessions}, for whoever searches the log for it (R-WEB-23). */
@ApplicationScoped
class SessionReport {

    private final CallSessions sessions;

    SessionReport(CallSessions sessions) {
        this.sessions = sessions;
    }

    @Scheduled(
            identity = "active-sessions",
            every = "${carillon.session.report:60s}",
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void report() {
        var active = sessions.active();
        if (Double.isFinite(active)) {
            LogFields.of("active_sessions", Math.round(active)).info("session", "active_sessions");
        }
    }
}
