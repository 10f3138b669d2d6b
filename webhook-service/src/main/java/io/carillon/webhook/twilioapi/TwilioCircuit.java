package io.carillon.webhook.sms;

import io.carillon.kit.outside.Circuit;
import io.carillon.kit.outside.Circuits;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The one circuit before Twilio's REST API; a refused message or credential says nothing of the next. */
final class TwilioCircuit {

    static final String SERVICE = "twilio";

    private TwilioCircuit() {}

    @Produces
    @Singleton
    @Identifier(SERVICE)
    static Circuit circuit(SmsSettings settings, Circuits circuits) {
        // Each row of a batch makes one call at a time; a call of another batch is a repeat after a lost lease.
        var parallel = 2 * settings.batch();
        return new Circuit(
                SERVICE, new Circuit.Limits(parallel, settings.connect().plus(settings.answer())), circuits);
    }
}
