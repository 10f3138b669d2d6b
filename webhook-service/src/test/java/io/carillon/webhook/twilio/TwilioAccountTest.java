package io.carillon.webhook.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.traceability.Requirement;
import io.carillon.webhook.publichost.PublicAddress;
import io.carillon.webhook.twilio.SignatureCheck.Content;
import io.carillon.webhook.twilio.SignatureCheck.Outcome;
import io.carillon.webhook.twilio.SignatureCheck.Signed;
import io.carillon.webhook.twilio.TwilioAccount.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioAccountTest {

    private static final PublicAddress ADDRESS = new PublicAddress(Optional.of("https://voice.clinic.example/"), true);
    private static final String UNTIL = "2026-01-31T12:00:00Z";
    private static final Instant BEFORE = Instant.parse("2026-01-31T11:59:59Z");

    @Test
    @Requirement("R-SEC-02")
    void productionRefusesTheDevelopmentTokenAndAMissingSetting() {
        assertRefused(settings("dev-twilio-token", null, null), true, "TWILIO_AUTH_TOKEN is the development token");
        assertRefused(
                settings("real", "dev-twilio-token", UNTIL),
                true,
                "TWILIO_AUTH_TOKEN_PREVIOUS is the development token");
        assertRefused(settings(null, null, null), true, "TWILIO_AUTH_TOKEN is not set");
        assertRefused(settings(" ", null, null), true, "TWILIO_AUTH_TOKEN is not set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "off", "no", ""})
    @Requirement("R-SEC-02")
    void nobodySwitchesTheCheckOff(String value) {
        var settings = new Settings(Optional.of("real"), Optional.empty(), Optional.empty(), Optional.of(value));

        assertRefused(settings, true, "cannot be switched off");
        assertRefused(settings, false, "cannot be switched off");
    }

    @Test
    @Requirement("R-SEC-07")
    void aPreviousTokenNeedsATimeAndMustBeAnother() {
        assertRefused(settings("real", "old", null), true, "without TWILIO_AUTH_TOKEN_PREVIOUS_UNTIL");
        assertRefused(settings("real", "old", "tomorrow"), true, "PREVIOUS_UNTIL is not an instant");
        assertRefused(settings("real", "real", UNTIL), false, "TWILIO_AUTH_TOKEN_PREVIOUS is TWILIO_AUTH_TOKEN");
    }

    @Test
    void theUrlIsThePublicOneAndTheRawTarget() {
        var account = new TwilioAccount(settings("real", null, null), ADDRESS, true);

        assertThat(tokenOf(account, "real", "https://voice.clinic.example/api/x?a=%27"))
                .isEqualTo("current");
    }

    @Test
    @Requirement("R-SEC-07")
    void bothTokensAreAcceptedWhileOneIsExchanged() {
        var account = new TwilioAccount(settings("real", "old", UNTIL), ADDRESS, true);

        assertThat(tokenOf(account, "real", "https://voice.clinic.example/api/x?a=%27"))
                .isEqualTo("current");
        assertThat(tokenOf(account, "old", "https://voice.clinic.example/api/x?a=%27"))
                .isEqualTo("previous");
    }

    @Test
    void locallyThereAreDefaults() {
        var account = new TwilioAccount(settings(null, null, null), new PublicAddress(Optional.empty(), false), false);

        assertThat(tokenOf(account, "dev-twilio-token", "http://127.0.0.1:8080/api/x?a=%27"))
                .isEqualTo("current");
    }

    private static void assertRefused(Settings settings, boolean production, String why) {
        assertThatThrownBy(() -> new TwilioAccount(settings, ADDRESS, production))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static String tokenOf(TwilioAccount account, String token, String signedUrl) {
        var signature = new TwilioSignature(token).sign(signedUrl, List.of());
        var signed = new Signed("/api/x?a=%27", null, new Content.Form(List.of()), signature, List.of());
        return ((Outcome.Accepted) account.check(signed, BEFORE)).token().name();
    }

    private static Settings settings(@Nullable String token, @Nullable String previous, @Nullable String until) {
        return new Settings(
                Optional.ofNullable(token),
                Optional.ofNullable(previous),
                Optional.ofNullable(until),
                Optional.empty());
    }
}
