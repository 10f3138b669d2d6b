package io.carillon.booking.calendar;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Settings of the calendar sync, {@code carillon.calendar.*}; application.properties fills the first five from the environment. */
@ConfigMapping(prefix = "carillon.calendar")
interface CalendarSettings {

    /** {@code GOOGLE_CALENDAR_URL}. */
    @WithDefault("https://www.googleapis.com")
    URI url();

    /** {@code GOOGLE_OAUTH_URL}; tokens are asked for at its {@code /token}. */
    @WithDefault("https://oauth2.googleapis.com")
    URI oauthUrl();

    /** {@code GOOGLE_CLIENT_ID}; without one nothing is synced. */
    Optional<String> clientId();

    /** {@code GOOGLE_CLIENT_SECRET}. */
    Optional<String> clientSecret();

    /** {@code CARILLON_CREDENTIALS_KEY}: 32 bytes in Base64; after a comma older ones that may still decrypt. */
    Optional<String> credentialsKey();

    /** Appointments told at once by one replica; Google lets a user ask 600 times a minute. */
    @WithDefault("10")
    int batch();

    /** How long the worker waits to be told of news before it looks by itself. */
    @WithDefault("1s")
    Duration look();

    /** How long a claimed row is its claimer's: longer than any one row can take (four exchanges of 7 s and a query). */
    @WithDefault("60s")
    Duration lease();

    /** Time-out of connecting. */
    @WithDefault("2s")
    Duration connect();

    /** Time-out of an answer. */
    @WithDefault("5s")
    Duration answer();

    /** How long before its end an access token is renewed. */
    @WithDefault("60s")
    Duration tokenMargin();

    /** First pause after a failure; doubles with each. */
    @WithDefault("1s")
    Duration firstPause();

    /** Longest pause after a failure; Google's documents advise 32 or 64 seconds. */
    @WithDefault("64s")
    Duration longestPause();

    /** Tries after which a row is FAILED. */
    @WithDefault("20")
    int attempts();

    /** A refused credential is not tried again before, and a person not told again (R-EXT-15). */
    @WithDefault("15m")
    Duration credentialPause();

    /** Longest {@code Retry-After} that is believed. */
    @WithDefault("1h")
    Duration longestRetryAfter();

    /** When everything is checked: seconds, minutes, hours, day, month, weekday of the service's own clock. */
    @WithDefault("0 17 3 * * ?")
    String check();

    /** How often the backlog is counted for the metrics. */
    @WithDefault("15s")
    Duration gauges();
}
