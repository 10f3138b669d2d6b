package io.carillon.webhook.twilio;

import io.carillon.kit.config.Deployment;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What is needed to tell Twilio from everybody else. There is no switch that turns the check off; in production the
 * development token is refused at the start (R-SEC-02).
 */
@ApplicationScoped
class TwilioAccount {

    private static final String DEVELOPMENT_TOKEN = "dev-twilio-token";
    private static final String LOCAL_URL = "http://127.0.0.1:8080";

    private final TwilioSignature signature;
    private final String publicBaseUrl;

    @Inject
    TwilioAccount(
            @ConfigProperty(name = "TWILIO_AUTH_TOKEN") Optional<String> token,
            @ConfigProperty(name = "PUBLIC_BASE_URL") Optional<String> publicBaseUrl,
            Deployment deployment) {
        this(token, publicBaseUrl, deployment.production());
    }

    TwilioAccount(Optional<String> token, Optional<String> publicBaseUrl, boolean production) {
        if (production && token.filter(DEVELOPMENT_TOKEN::equals).isPresent()) {
            throw new IllegalArgumentException(
                    "TWILIO_AUTH_TOKEN is the development token; expected the account's own in production");
        }
        this.signature = new TwilioSignature(needed("TWILIO_AUTH_TOKEN", token, DEVELOPMENT_TOKEN, production));
        var url = needed("PUBLIC_BASE_URL", publicBaseUrl, LOCAL_URL, production);
        this.publicBaseUrl = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static String needed(String name, Optional<String> value, String local, boolean production) {
        return value.filter(text -> !text.isBlank()).orElseGet(() -> {
            if (production) {
                throw new IllegalArgumentException(name + " is not set; it has no default in production");
            }
            return local;
        });
    }

    /** Made at the start, so that a wrong setting is told then and not at the first call. */
    void check(@Observes StartupEvent start) {
        if (publicBaseUrl.isEmpty()) {
            throw new IllegalArgumentException("PUBLIC_BASE_URL is empty");
        }
    }

    TwilioSignature signature() {
        return signature;
    }

    /** The URL that Twilio called: never from what a client claims in a header. */
    String urlOf(String rawTarget) {
        return publicBaseUrl + rawTarget;
    }
}
