package io.carillon.webhook.vapi;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.traceability.Requirement;
import io.carillon.webhook.vapi.VapiAccount.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VapiAccountTest {

    private static final String UNTIL = "2026-12-31T12:00:00Z";

    @Test
    @Requirement("R-SEC-07")
    void aSecretAndTheOneBeforeAreTaken() {
        assertThatCode(() -> account("new", "old", UNTIL, true)).doesNotThrowAnyException();
        assertThatCode(() -> account("new", "", "", true)).doesNotThrowAnyException();
        assertThatCode(() -> account(null, null, null, false)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        ",             ,                , true,  VAPI_SERVER_SECRET is not set or is the development secret",
        "dev-vapi-secret, ,             , true,  VAPI_SERVER_SECRET is not set or is the development secret",
        "new, dev-vapi-secret, 2026-12-31T12:00:00Z, true, VAPI_SERVER_SECRET_PREVIOUS is the development secret",
        "new, old,                      , false, VAPI_SERVER_SECRET_PREVIOUS is set without VAPI_SERVER_SECRET_PREVIOUS_UNTIL",
        "new, old, tomorrow             , false, VAPI_SERVER_SECRET_PREVIOUS_UNTIL is not an instant",
        "new, new, 2026-12-31T12:00:00Z , false, VAPI_SERVER_SECRET_PREVIOUS is VAPI_SERVER_SECRET",
    })
    void whatCannotBeMeantIsToldAtTheStart(
            @Nullable String current,
            @Nullable String previous,
            @Nullable String until,
            boolean production,
            String why) {
        assertThatThrownBy(() -> account(current, previous, until, production))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(why)
                .hasMessageNotContaining("old");
    }

    private static void account(
            @Nullable String current, @Nullable String previous, @Nullable String until, boolean production) {
        var unused = new VapiAccount(
                new Secrets(Optional.ofNullable(current), Optional.ofNullable(previous), Optional.ofNullable(until)),
                new Defaults(),
                production,
                Clock.systemUTC());
    }

    private record Defaults() implements VapiSettings {
        @Override
        public String signatureHeader() {
            return "x-signature";
        }

        @Override
        public String timestampHeader() {
            return "x-timestamp";
        }

        @Override
        public Duration tolerance() {
            return Duration.ofMinutes(5);
        }

        @Override
        public Duration deadline() {
            return Duration.ofSeconds(6);
        }

        @Override
        public Duration margin() {
            return Duration.ofMillis(500);
        }
    }
}
