package io.carillon.webhook.twilioapi;

import io.carillon.kit.outside.Circuit;
import io.carillon.kit.outside.Circuits;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The one circuit before Twilio's REST API; a refused message or credential says nothing of the next. */
public final class TwilioCircuit {

    public static final String SERVICE = "twilio";

    private TwilioCircuit() {}

    @Produces
    @Singleton
    @Identifier(SERVICE)
    static Circuit circuit(TwilioApiSettings settings, Circuits circuits) {
        return new Circuit(
                SERVICE,
                new Circuit.Limits(settings.parallel(), settings.connect().plus(settings.answer())),
                circuits);
    }
}
