package io.carillon.webhook.sms;

import io.carillon.kit.config.Deployment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * As whom we come to Twilio, and the key that stands between telephone numbers and our tables: checked when the service
 * starts. Without an account this installation sends no messages.
 */
@ApplicationScoped
class SmsAccount {

    /** The key of everybody's own machine; refused in production. */
    static final String DEV_KEY = "Y2FyaWxsb24tZGV2LXNtcy1udW1iZXJzLWtleS0wMDE=";

    private static final String DEV_SID = "ACdev00000000000000000000000000000";
    private static final String DEV_TOKEN = "dev-twilio-token";
    private static final String LOCAL_URL = "http://127.0.0.1:8080";

    private final Optional<String> sid;
    private final String authorization;
    private final NumberHash hash;
    private final String publicBaseUrl;

    /** @throws IllegalArgumentException for settings with which numbers would not be safe or nothing could be sent */
    @Inject
    SmsAccount(SmsSettings settings, Deployment deployment) {
        this(
                given(settings.accountSid()),
                given(settings.authToken()),
                given(settings.hashKey()),
                given(settings.publicBaseUrl()),
                deployment.production());
    }

    SmsAccount(
            Optional<String> sid,
            Optional<String> token,
            Optional<String> key,
            Optional<String> publicBaseUrl,
            boolean production) {
        this.sid = production ? sid : sid.or(() -> Optional.of(DEV_SID));
        if (production && sid.isPresent()) {
            refuseUnsafe(token, key);
        }
        var secret = token.orElse(DEV_TOKEN);
        this.authorization = "Basic "
                + Base64.getEncoder()
                        .encodeToString((this.sid.orElse("") + ":" + secret).getBytes(StandardCharsets.UTF_8));
        this.hash = new NumberHash(key.orElse(DEV_KEY));
        var url = publicBaseUrl.orElse(LOCAL_URL);
        this.publicBaseUrl = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static Optional<String> given(Optional<String> value) {
        return value.filter(text -> !text.isBlank());
    }

    private static void refuseUnsafe(Optional<String> token, Optional<String> key) {
        if (key.isEmpty() || key.get().equals(DEV_KEY)) {
            throw new IllegalArgumentException("TWILIO_ACCOUNT_SID is set and CARILLON_SMS_HASH_KEY is not, or is the"
                    + " development key; expected 32 random bytes in Base64 (openssl rand -base64 32), or no"
                    + " TWILIO_ACCOUNT_SID for an installation that sends no messages");
        }
        if (token.isEmpty() || token.get().equals(DEV_TOKEN)) {
            throw new IllegalArgumentException(
                    "TWILIO_ACCOUNT_SID is set and TWILIO_AUTH_TOKEN is not, or is the development token");
        }
    }

    /** Empty where no messages are sent. */
    Optional<String> sid() {
        return sid;
    }

    /** The value of {@code Authorization}: a secret. */
    String authorization() {
        return authorization;
    }

    NumberHash hash() {
        return hash;
    }

    /** Where Twilio is to tell what became of {@code message}: names it, because Twilio's answer with its id may be lost. */
    String statusCallback(UUID message) {
        return publicBaseUrl + StatusTarget.of(message);
    }
}
