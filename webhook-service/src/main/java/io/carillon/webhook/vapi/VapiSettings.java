package io.carillon.webhook.vapi;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How Vapi shows who it is, and how long its messages may take. The names are what was set in Vapi's dashboard. */
@ConfigMapping(prefix = "carillon.vapi")
interface VapiSettings {

    /** Header that carries the HMAC-SHA256 in hexadecimal digits. */
    @WithDefault("x-signature")
    String signatureHeader();

    /** Header whose value stands before the signed body, a dot between; {@code none} when the body alone is signed. */
    @WithDefault("x-timestamp")
    String timestampHeader();

    /** How far the timestamp may be from our clock, either way. */
    @WithDefault("5m")
    Duration tolerance();

    /** From the arrival of a message until its answer is of no use; below Vapi's 20 s for tools. */
    @WithDefault("6s")
    Duration deadline();

    /** How much earlier booking-service is to give up, so that what it did is known before we answer. */
    @WithDefault("500ms")
    Duration margin();
}
