package io.carillon.webhook.sms;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;

/** Settings of text messages, {@code carillon.sms.*}; application.properties fills the first three from the environment. */
@ConfigMapping(prefix = "carillon.sms")
interface SmsSettings {

    /** {@code TWILIO_MESSAGING_SERVICE_SID}; without one messages come from the clinic's first number. */
    Optional<String> messagingServiceSid();

    /** {@code CARILLON_SMS_HASH_KEY}: 32 bytes in Base64, for the hashes in place of telephone numbers. */
    Optional<String> hashKey();

    /**
     * {@code CARILLON_SMS_KEYWORDS}: who answers STOP, START and HELP. {@code TWILIO} where the account's default handling
     * of keywords is on, or they would be answered twice; what comes with {@code OptOutType} Twilio has answered anyway.
     */
    @WithDefault("CARILLON")
    Answering keywords();

    /** Who answers a keyword. */
    enum Answering {
        CARILLON,
        TWILIO
    }

    /** From then on nobody is sent a message, by the clinic's clock. */
    @WithDefault("21:00")
    LocalTime quietFrom();

    /** Until then. The same as {@code quiet-from} for no quiet hours. */
    @WithDefault("08:00")
    LocalTime quietTo();

    /** Content SIDs of approved WhatsApp templates by kind and language, for example {@code confirmation-en}. */
    Map<String, String> whatsappTemplates();

    /** How long somebody can be written to on WhatsApp without a template after they wrote. */
    @WithDefault("24h")
    Duration whatsappWindow();

    /** How long a message may wait, the appointment permitting. */
    @WithDefault("24h")
    Duration validity();

    /** Messages sent at once by one replica. */
    @WithDefault("10")
    int batch();

    /** How long the worker waits to be told of news before it looks by itself. */
    @WithDefault("1s")
    Duration look();

    /** How long a claimed row is its claimer's: longer than asking booking-service (6 s) and Twilio (12 s) takes. */
    @WithDefault("60s")
    Duration lease();

    /** First pause after a failure at Twilio's door; doubles with each. */
    @WithDefault("1s")
    Duration firstPause();

    /** Longest pause after a failure at Twilio's door. */
    @WithDefault("5m")
    Duration longestPause();

    /** First pause after a carrier did not deliver; doubles with each. */
    @WithDefault("10m")
    Duration firstLaterPause();

    /** Longest pause after a carrier did not deliver. */
    @WithDefault("1h")
    Duration longestLaterPause();

    /** Times that a message is handed to Twilio again after a carrier did not deliver. */
    @WithDefault("3")
    int resends();

    /** After so long since an attempt, what Twilio does not list it does not have. */
    @WithDefault("2m")
    Duration settle();

    /** A refused credential is not tried again before, and a person not told again (R-EXT-15). */
    @WithDefault("15m")
    Duration credentialPause();

    /** Longest {@code Retry-After} that is believed. */
    @WithDefault("1h")
    Duration longestRetryAfter();

    /** How often the backlog is counted for the metrics. */
    @WithDefault("15s")
    Duration gauges();
}
