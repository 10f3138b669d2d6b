package io.carillon.webhook.twilioapi;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The way to Twilio, {@code carillon.twilio-api.*}; application.properties fills the first three from the environment. */
@ConfigMapping(prefix = "carillon.twilio-api")
interface TwilioApiSettings {

    /** {@code TWILIO_API_URL}. */
    @WithDefault("https://api.twilio.com")
    URI url();

    /** {@code TWILIO_ACCOUNT_SID}; without one Twilio is not asked anything. */
    Optional<String> accountSid();

    /** {@code TWILIO_AUTH_TOKEN}. */
    Optional<String> authToken();

    /** Time-out of connecting. */
    @WithDefault("2s")
    Duration connect();

    /** Time-out of the answer. */
    @WithDefault("10s")
    Duration answer();

    /** Calls at a time of one replica; at least twice {@code carillon.sms.batch}. */
    @WithDefault("24")
    int parallel();
}
