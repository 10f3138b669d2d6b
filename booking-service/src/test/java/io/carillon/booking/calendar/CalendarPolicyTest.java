package io.carillon.booking.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.kit.retry.Backoff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pauses, ids, sealed credentials and the settings without which calendars do not start. */
class CalendarPolicyTest {

    private static final String KEY = key("0123456789abcdef0123456789abcdef");
    private static final String OTHER_KEY = key("fedcba9876543210fedcba9876543210");
    private static final UUID CLINIC = UUID.randomUUID();

    @Test
    void pausesDoubleUpToTheLongestAndAreDrawnFromTheirUpperHalf() {
        var first = Duration.ofSeconds(1);
        var longest = Duration.ofSeconds(64);
        var backoff = new Backoff(first, longest, new Random(7));
        for (int failures = 1; failures < 2_000; failures++) {
            var full = failures > 7 ? longest : first.multipliedBy(1L << (failures - 1));
            assertThat(backoff.after(failures)).isBetween(full.dividedBy(2), full);
        }
        assertThat(backoff.after(Integer.MAX_VALUE)).isBetween(longest.dividedBy(2), longest);
        assertThat(backoff.after(9)).as("drawn anew").isNotEqualTo(backoff.after(9));
    }

    /** Calendar API v3, Events: id. */
    @Test
    void anEventsIdIsAlwaysTheSameAndOneThatGoogleTakes() {
        var appointment = UUID.randomUUID();

        assertThat(EventId.of(appointment)).matches("[0-9a-v]{5,1024}").isEqualTo(EventId.of(appointment));
        assertThat(EventId.of(UUID.randomUUID())).isNotEqualTo(EventId.of(appointment));
    }

    @Test
    void aCredentialOpensForItsClinicOnly() {
        var cipher = CredentialCipher.of(KEY);
        var sealed = cipher.encrypt(CLINIC, "1//refresh");

        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("refresh");
        assertThat(cipher.encrypt(CLINIC, "1//refresh")).isNotEqualTo(sealed);
        assertThat(cipher.decrypt(CLINIC, sealed)).contains("1//refresh");
        assertThat(cipher.decrypt(UUID.randomUUID(), sealed)).isEmpty();
        assertThat(cipher.decrypt(CLINIC, new byte[] {1, 2, 3})).isEmpty();
        sealed[sealed.length - 1] ^= 1;
        assertThat(cipher.decrypt(CLINIC, sealed)).isEmpty();
    }

    @Test
    void aNewKeyEncryptsAndTheOldOneStillOpens() {
        var before = CredentialCipher.of(KEY).encrypt(CLINIC, "token");
        var rotated = CredentialCipher.of(OTHER_KEY + "," + KEY);

        assertThat(rotated.decrypt(CLINIC, before)).contains("token");
        assertThat(CredentialCipher.of(KEY).decrypt(CLINIC, rotated.encrypt(CLINIC, "token")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"c2hvcnQ=", "not base64!", "", ",", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=,x"})
    void aKeyThatIsNoneIsNamedAndNotRepeated(String setting) {
        assertThatThrownBy(() -> CredentialCipher.of(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CARILLON_CREDENTIALS_KEY")
                .hasNoCause();
    }

    @Test
    void productionWithCalendarsNeedsAKeyAndAClientOfItsOwn() {
        var id = Optional.of("id");
        var secret = Optional.of("secret");
        var key = Optional.of(KEY);
        var dev = Optional.of("Y2FyaWxsb24tZGV2LWNyZWRlbnRpYWxzLWtleS0wMDE=");

        assertThatThrownBy(() -> new GoogleAccount(id, secret, Optional.empty(), true))
                .hasMessageContaining("CARILLON_CREDENTIALS_KEY");
        assertThatThrownBy(() -> new GoogleAccount(id, secret, dev, true)).hasMessageContaining("development key");
        assertThatThrownBy(() -> new GoogleAccount(id, Optional.empty(), key, true))
                .hasMessageContaining("GOOGLE_CLIENT_SECRET");
        assertThatThrownBy(() -> new GoogleAccount(Optional.of("dev-google-client"), secret, key, true))
                .hasMessageContaining("GOOGLE_CLIENT_ID");
        assertThatCode(() -> new GoogleAccount(id, secret, key, true)).doesNotThrowAnyException();
        assertThat(new GoogleAccount(Optional.empty(), Optional.empty(), Optional.empty(), true).client())
                .as("no calendars, no key needed")
                .isEmpty();
        assertThat(new GoogleAccount(Optional.empty(), Optional.empty(), Optional.empty(), false).client())
                .as("on somebody's own machine")
                .isPresent();
    }

    private static String key(String bytes) {
        return Base64.getEncoder().encodeToString(bytes.getBytes(StandardCharsets.US_ASCII));
    }
}
