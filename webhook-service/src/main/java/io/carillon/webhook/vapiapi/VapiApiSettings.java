package io.carillon.webhook.vapiapi;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The way to Vapi, {@code carillon.vapi-api.*}; application.properties fills the first two from the environment. */
@ConfigMapping(prefix = "carillon.vapi-api")
interface VapiApiSettings {

    /** {@code VAPI_API_URL}. */
    @WithDefault("https://api.vapi.ai")
    URI url();

    /** {@code VAPI_API_KEY}; without one Vapi is not asked anything. */
    Optional<String> key();

    /** Time-out of connecting. */
    @WithDefault("2s")
    Duration connect();

    /**
     * From asking to the end of the answer, connecting included. The caller hears nothing for so long; with what went before it
     * has to stay below {@code carillon.twilio.deadline}.
     */
    @WithDefault("3s")
    Duration answer();

    /** Calls of one replica that are being handed over at a time; who comes beyond gets the menu. */
    @WithDefault("64")
    int parallel();
}
