package io.carillon.alerting.incident;

import io.carillon.kit.config.Deployment;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses to start in production with the incidents on the server that incidents are about (design, section 4). */
@Startup
@Singleton
class StoreLocationCheck {

    StoreLocationCheck(
            @ConfigProperty(name = "ALERTING_DATABASE_URL") Optional<String> own,
            @ConfigProperty(name = "DATABASE_URL") Optional<String> platform,
            Deployment deployment) {
        if (deployment.production()) {
            verify(own, platform);
        }
    }

    static void verify(Optional<String> own, Optional<String> platform) {
        if (own.isEmpty()) {
            throw new IllegalStateException(
                    "ALERTING_DATABASE_URL is not set; expected the address of alerting's own PostgreSQL server");
        }
        var ours = StoreLocation.of("ALERTING_DATABASE_URL", own.get());
        if (platform.map(url -> StoreLocation.of("DATABASE_URL", url))
                .filter(ours::equals)
                .isPresent()) {
            throw new IllegalStateException(
                    "ALERTING_DATABASE_URL names the same server as DATABASE_URL (%s:%d); expected another: the pager must not live in the database it pages about"
                            .formatted(ours.host(), ours.port()));
        }
    }
}
