package io.carillon.webhook.sms;

import io.carillon.kit.config.Deployment;
import io.carillon.webhook.publichost.PublicAddress;
import io.carillon.webhook.twilioapi.TwilioApi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/**
 * For whom messages are sent, and the key that stands between telephone numbers and our tables: checked when the service
 * starts. Without an account this installation sends no messages.
 */
@ApplicationScoped
class SmsAccount {

    /** The key of everybody's own machine; refused in production. */
    static final String DEV_KEY = "Y2FyaWxsb24tZGV2LXNtcy1udW1iZXJzLWtleS0wMDE=";

    private final Optional<String> sid;
    private final NumberHash hash;
    private final PublicAddress address;

    /** @throws IllegalArgumentException for settings with which numbers would not be safe or nothing could be sent */
    @Inject
    SmsAccount(TwilioApi twilio, SmsSettings settings, PublicAddress address, Deployment deployment) {
        this(twilio.sid(), settings.hashKey(), address, deployment.production());
    }

    SmsAccount(Optional<String> sid, Optional<String> key, PublicAddress address, boolean production) {
        var given = key.filter(text -> !text.isBlank());
        if (production
                && sid.isPresent()
                && given.filter(own -> !own.equals(DEV_KEY)).isEmpty()) {
            throw new IllegalArgumentException("TWILIO_ACCOUNT_SID is set and CARILLON_SMS_HASH_KEY is not, or is the"
                    + " development key; expected 32 random bytes in Base64 (openssl rand -base64 32), or no"
                    + " TWILIO_ACCOUNT_SID for an installation that sends no messages");
        }
        this.sid = sid;
        this.hash = new NumberHash(given.orElse(DEV_KEY));
        this.address = address;
    }

    /** Empty where no messages are sent. */
    Optional<String> sid() {
        return sid;
    }

    NumberHash hash() {
        return hash;
    }

    /** Where Twilio is to tell what became of {@code message}: names it, because Twilio's answer with its id may be lost. */
    String statusCallback(UUID message) {
        return address.urlOf(StatusTarget.of(message));
    }
}
