package io.carillon.booking.calendar;

import io.carillon.kit.config.Deployment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * As whom we come to Google, and the key under which clinics' credentials are kept: checked when the service starts.
 * Without a client id this installation has no calendars.
 */
@ApplicationScoped
class GoogleAccount {

    /** The key of everybody's own machine; refused in production. */
    private static final String DEV_KEY = "Y2FyaWxsb24tZGV2LWNyZWRlbnRpYWxzLWtleS0wMDE=";

    private static final String DEV_CLIENT = "dev-google-client";

    private final Optional<Client> client;
    private final Optional<CredentialCipher> cipher;

    /** An OAuth client. */
    record Client(String id, String secret) {}

    /** @throws IllegalArgumentException for settings with which calendars would not be safe or could not work */
    @Inject
    GoogleAccount(CalendarSettings settings, Deployment deployment) {
        this(
                settings.clientId().filter(id -> !id.isBlank()),
                settings.clientSecret().filter(secret -> !secret.isBlank()),
                settings.credentialsKey().filter(key -> !key.isBlank()),
                deployment.production());
    }

    GoogleAccount(Optional<String> id, Optional<String> secret, Optional<String> key, boolean production) {
        var used = production ? id : id.or(() -> Optional.of(DEV_CLIENT));
        if (production && used.isPresent()) {
            refuseUnsafe(used.get(), secret, key);
        }
        this.client = used.map(present -> new Client(present, secret.orElse("")));
        this.cipher = used.map(present -> CredentialCipher.of(key.orElse(DEV_KEY)));
    }

    private static void refuseUnsafe(String id, Optional<String> secret, Optional<String> key) {
        if (key.isEmpty() || key.get().contains(DEV_KEY)) {
            throw new IllegalArgumentException("GOOGLE_CLIENT_ID is set and CARILLON_CREDENTIALS_KEY is not, or is the"
                    + " development key; expected 32 random bytes in Base64 (openssl rand -base64 32)");
        }
        if (secret.isEmpty() || id.equals(DEV_CLIENT)) {
            throw new IllegalArgumentException("GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET must both be those of a"
                    + " Google Cloud project; unset both for an installation without calendars");
        }
    }

    /** Empty where there are no calendars. */
    Optional<Client> client() {
        return client;
    }

    /** Empty where there are no calendars. */
    Optional<CredentialCipher> cipher() {
        return cipher;
    }
}
