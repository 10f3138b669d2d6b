package io.carillon.booking.mode;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Shows what is switched off in {@code /q/health/ready}; always up, since a replica that serves reads is ready. */
@Readiness
@ApplicationScoped
class ModeHealth implements HealthCheck {

    private final SwitchBoard board;

    ModeHealth(SwitchBoard board) {
        this.board = board;
    }

    @Override
    public HealthCheckResponse call() {
        var shown = HealthCheckResponse.named("mode").up();
        board.current().ifPresent(all -> {
            shown.withData("mode", all.platform().mode().word());
            shown.withData("since", all.platform().since().toString());
            for (var feature : Feature.values()) {
                if (all.clinicsWithout(feature) > 0) {
                    shown.withData("clinics without " + feature.word(), all.clinicsWithout(feature));
                }
            }
        });
        return shown.build();
    }
}
