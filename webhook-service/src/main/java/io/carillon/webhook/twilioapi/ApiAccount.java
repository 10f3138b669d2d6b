package io.carillon.webhook.twilioapi;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** As whom we come to Twilio. Without an account, which only production can be, Twilio is not asked anything. */
final class ApiAccount {

    private static final String DEV_SID = "ACdev00000000000000000000000000000";
    private static final String DEV_TOKEN = "dev-twilio-token";

    private final Optional<String> sid;
    private final String authorization;

    /** @throws IllegalArgumentException for an account in production without a token of its own */
    ApiAccount(Optional<String> sid, Optional<String> token, boolean production) {
        var given = given(sid);
        if (production
                && given.isPresent()
                && given(token).filter(secret -> !secret.equals(DEV_TOKEN)).isEmpty()) {
            throw new IllegalArgumentException(
                    "TWILIO_ACCOUNT_SID is set and TWILIO_AUTH_TOKEN is not, or is the development token");
        }
        this.sid = production ? given : given.or(() -> Optional.of(DEV_SID));
        var credentials = this.sid.orElse("") + ":" + given(token).orElse(DEV_TOKEN);
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> given(Optional<String> value) {
        return value.filter(text -> !text.isBlank());
    }

    Optional<String> sid() {
        return sid;
    }

    /** The value of {@code Authorization}: a secret. */
    String authorization() {
        return authorization;
    }
}
