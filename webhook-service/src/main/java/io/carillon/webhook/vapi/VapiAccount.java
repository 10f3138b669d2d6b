package io.carillon.webhook.vapi;

import io.carillon.kit.config.Deployment;
import io.carillon.webhook.vapi.VapiAuthentication.Shown;
import io.carillon.webhook.vapi.VapiAuthentication.Verdict;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** What is needed to tell Vapi from everybody else; the development secret is refused in production. */
@ApplicationScoped
class VapiAccount {

    private static final Logger LOG = Logger.getLogger(VapiAccount.class);
    private static final String DEVELOPMENT_SECRET = "dev-vapi-secret";
    private static final String NO_TIMESTAMP = "none";

    private final VapiAuthentication authentication;
    private final VapiSettings settings;
    private final Clock clock;

    @Inject
    VapiAccount(
            @ConfigProperty(name = "VAPI_SERVER_SECRET") Optional<String> secret,
            VapiSettings settings,
            Deployment deployment,
            Clock clock) {
        this(secret, settings, deployment.production(), clock);
    }

    VapiAccount(Optional<String> secret, VapiSettings settings, boolean production, Clock clock) {
        var given = secret.filter(text -> !text.isBlank());
        if (production && given.filter(text -> !text.equals(DEVELOPMENT_SECRET)).isEmpty()) {
            throw new IllegalArgumentException(
                    "VAPI_SERVER_SECRET is not set or is the development secret; expected Vapi's own in production");
        }
        this.authentication = new VapiAuthentication(given.orElse(DEVELOPMENT_SECRET), settings.tolerance());
        this.settings = settings;
        this.clock = clock;
    }

    /** Made at the start, so that a wrong setting is told then and not at the first message. */
    void check(@Observes StartupEvent start) {
        LOG.debugf("Vapi's messages may take %s", settings.deadline());
    }

    Verdict verify(HttpServerRequest request, byte[] body) {
        boolean timestamped = !settings.timestampHeader().equals(NO_TIMESTAMP);
        var shown = new Shown(
                request.getHeader("Authorization"),
                request.getHeader("X-Vapi-Secret"),
                request.getHeader(settings.signatureHeader()),
                timestamped ? request.getHeader(settings.timestampHeader()) : null,
                timestamped);
        return authentication.verify(shown, body, clock.instant());
    }
}
