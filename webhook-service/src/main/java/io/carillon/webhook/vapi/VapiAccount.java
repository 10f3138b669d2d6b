package io.carillon.webhook.vapi;

import io.carillon.kit.config.Deployment;
import io.carillon.webhook.vapi.VapiAuthentication.Outcome;
import io.carillon.webhook.vapi.VapiAuthentication.Shown;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * What is needed to tell Vapi from everybody else; the development secret is refused in production. While a secret is being
 * exchanged the previous one is accepted until a set time (R-SEC-07).
 */
@ApplicationScoped
class VapiAccount {

    private static final Logger LOG = Logger.getLogger(VapiAccount.class);
    private static final String DEVELOPMENT_SECRET = "dev-vapi-secret";
    private static final String NO_TIMESTAMP = "none";

    private final List<VapiSecret> secrets;
    private final VapiAuthentication authentication;
    private final VapiSettings settings;
    private final Clock clock;

    /**
     * The secrets as they stand in the environment.
     *
     * @param current {@code VAPI_SERVER_SECRET}
     * @param previous {@code VAPI_SERVER_SECRET_PREVIOUS}, the one before
     * @param previousUntil {@code VAPI_SERVER_SECRET_PREVIOUS_UNTIL}, an instant such as {@code 2026-01-31T12:00:00Z}
     */
    record Secrets(Optional<String> current, Optional<String> previous, Optional<String> previousUntil) {

        Secrets {
            current = current.filter(text -> !text.isBlank());
            previous = previous.filter(text -> !text.isBlank());
            previousUntil = previousUntil.filter(text -> !text.isBlank());
        }
    }

    @Inject
    VapiAccount(
            @ConfigProperty(name = "VAPI_SERVER_SECRET") Optional<String> current,
            @ConfigProperty(name = "VAPI_SERVER_SECRET_PREVIOUS") Optional<String> previous,
            @ConfigProperty(name = "VAPI_SERVER_SECRET_PREVIOUS_UNTIL") Optional<String> previousUntil,
            VapiSettings settings,
            Deployment deployment,
            Clock clock) {
        this(new Secrets(current, previous, previousUntil), settings, deployment.production(), clock);
    }

    VapiAccount(Secrets given, VapiSettings settings, boolean production, Clock clock) {
        this.secrets = known(given, production);
        this.authentication = new VapiAuthentication(secrets, settings.tolerance());
        this.settings = settings;
        this.clock = clock;
    }

    private static List<VapiSecret> known(Secrets given, boolean production) {
        if (production
                && given.current()
                        .filter(text -> !text.equals(DEVELOPMENT_SECRET))
                        .isEmpty()) {
            throw new IllegalArgumentException(
                    "VAPI_SERVER_SECRET is not set or is the development secret; expected Vapi's own in production");
        }
        if (production && given.previous().filter(DEVELOPMENT_SECRET::equals).isPresent()) {
            throw new IllegalArgumentException(
                    "VAPI_SERVER_SECRET_PREVIOUS is the development secret; expected one of Vapi's, or nothing");
        }
        var current = given.current().orElse(DEVELOPMENT_SECRET);
        var known = new ArrayList<>(List.of(new VapiSecret("current", current, Instant.MAX)));
        given.previous().ifPresent(previous -> {
            if (previous.equals(current)) {
                throw new IllegalArgumentException(
                        "VAPI_SERVER_SECRET_PREVIOUS is VAPI_SERVER_SECRET; expected the secret before it, or nothing");
            }
            known.add(new VapiSecret("previous", previous, end(given.previousUntil())));
        });
        if (production) {
            // Known, so that a test message signed with it is told from a stranger's.
            known.add(new VapiSecret("development", DEVELOPMENT_SECRET, Instant.MIN));
        }
        return List.copyOf(known);
    }

    private static Instant end(Optional<String> until) {
        try {
            return until.map(Instant::parse)
                    .orElseThrow(() -> new IllegalArgumentException("VAPI_SERVER_SECRET_PREVIOUS is set without"
                            + " VAPI_SERVER_SECRET_PREVIOUS_UNTIL; expected an instant such as 2026-01-31T12:00:00Z"));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "VAPI_SERVER_SECRET_PREVIOUS_UNTIL is not an instant; expected one such as 2026-01-31T12:00:00Z",
                    e);
        }
    }

    /** Made at the start, so that a wrong setting is told then and not at the first message. */
    void started(@Observes StartupEvent start) {
        secrets.forEach(secret -> LOG.infof("Vapi's messages are checked against %s", secret));
    }

    Outcome verify(HttpServerRequest request, byte[] body) {
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
