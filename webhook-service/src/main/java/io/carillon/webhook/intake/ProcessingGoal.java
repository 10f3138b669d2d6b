package io.carillon.webhook.intake;

import io.carillon.kit.metrics.Metrics;
import io.carillon.kit.request.RequestWatcher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Counts each callback that took longer than the goal, {@code webhook.processing.missed} (R-PERF-12): no average can hide
 * it, and the one that Twilio gave up is among them.
 */
@ApplicationScoped
class ProcessingGoal implements RequestWatcher {

    private static final List<String> TWILIO = List.of("/api/voice/", "/api/sms/", "/api/whatsapp/");
    private static final String VAPI = "/api/vapi/";

    private final Metrics metrics;
    private final Duration goal;

    /** @param goal the runbook's; above zero */
    ProcessingGoal(
            Metrics metrics,
            @ConfigProperty(name = "carillon.webhook.processing-goal", defaultValue = "10s") Duration goal) {
        this.metrics = metrics;
        this.goal = goal;
    }

    @Override
    public void over(String path, Duration took) {
        if (took.compareTo(goal) < 0) {
            return;
        }
        if (path.startsWith(VAPI)) {
            missed("vapi");
        } else if (TWILIO.stream().anyMatch(path::startsWith)) {
            missed("twilio");
        }
    }

    private void missed(String provider) {
        metrics.count("webhook.processing.missed", Map.of("provider", provider));
    }
}
