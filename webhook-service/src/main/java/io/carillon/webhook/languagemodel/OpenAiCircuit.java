package io.carillon.webhook.languagemodel;

import io.carillon.kit.outside.Circuit;
import io.carillon.kit.outside.Circuits;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The one circuit before OpenAI. */
final class OpenAiCircuit {

    static final String SERVICE = "openai";

    private OpenAiCircuit() {}

    @Produces
    @Singleton
    @Identifier(SERVICE)
    static Circuit circuit(OpenAiSettings settings, Circuits circuits) {
        return new Circuit(SERVICE, new Circuit.Limits(settings.parallel(), settings.answer()), circuits);
    }
}
