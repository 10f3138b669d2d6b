package io.carillon.webhook.vapiapi;

import io.carillon.kit.outside.Circuit;
import io.carillon.kit.outside.Circuits;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The one circuit before Vapi's REST API; a refused key or assistant says nothing of the next clinic's. */
public final class VapiCircuit {

    public static final String SERVICE = "vapi";

    private VapiCircuit() {}

    @Produces
    @Singleton
    @Identifier(SERVICE)
    static Circuit circuit(VapiApiSettings settings, Circuits circuits) {
        return new Circuit(SERVICE, new Circuit.Limits(settings.parallel(), settings.answer()), circuits);
    }
}
