package io.carillon.webhook.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class TwilioAccountTest {

    private static final Optional<String> URL = Optional.of("https://voice.clinic.example/");

    @Test
    void productionRefusesTheDevelopmentTokenAndAMissingSetting() {
        assertThatThrownBy(() -> new TwilioAccount(Optional.of("dev-twilio-token"), URL, true))
                .hasMessageContaining("TWILIO_AUTH_TOKEN is the development token");
        assertThatThrownBy(() -> new TwilioAccount(Optional.empty(), URL, true))
                .hasMessageContaining("TWILIO_AUTH_TOKEN is not set");
        assertThatThrownBy(() -> new TwilioAccount(Optional.of("real"), Optional.empty(), true))
                .hasMessageContaining("PUBLIC_BASE_URL is not set");
    }

    @Test
    void theUrlIsThePublicOneAndTheRawTarget() {
        assertThat(new TwilioAccount(Optional.of("real"), URL, true).urlOf("/api/x?a=%27"))
                .isEqualTo("https://voice.clinic.example/api/x?a=%27");
    }

    @Test
    void locallyThereAreDefaults() {
        assertThat(new TwilioAccount(Optional.empty(), Optional.empty(), false).urlOf("/"))
                .isEqualTo("http://127.0.0.1:8080/");
    }
}
