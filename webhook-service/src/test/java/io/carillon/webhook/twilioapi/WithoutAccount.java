package io.carillon.webhook.twilioapi;

import io.carillon.kit.config.Deployment;
import io.carillon.kit.metrics.Metrics;
import io.carillon.kit.outside.Circuit;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The way to Twilio of an installation without {@code TWILIO_ACCOUNT_SID}. */
@Singleton
@Typed(WithoutAccount.class)
public class WithoutAccount extends TwilioApi {

    WithoutAccount(
            TwilioApiSettings settings,
            Deployment deployment,
            @Identifier(TwilioCircuit.SERVICE) Circuit circuit,
            Metrics metrics) {
        super(settings, deployment, circuit, metrics);
    }

    @Override
    public Optional<String> sid() {
        return Optional.empty();
    }
}
