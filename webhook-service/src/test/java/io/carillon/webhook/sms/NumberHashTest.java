package io.carillon.webhook.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.webhook.publichost.PublicAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NumberHashTest {

    private static final String KEY = key("0123456789abcdef0123456789abcdef");
    private static final String OTHER_KEY = key("another key of thirty-two bytes!");

    @Test
    void theSameNumberIsRecognisedAndOnlyUnderTheKey() {
        var hash = new NumberHash(KEY);

        assertThat(hash.of("+15555550123")).hasSize(32).isEqualTo(hash.of("+15555550123"));
        assertThat(hash.of("+15555550123")).isNotEqualTo(hash.of("+15555550124"));
        assertThat(hash.of("+15555550123")).isNotEqualTo(new NumberHash(OTHER_KEY).of("+15555550123"));
    }

    @Test
    void fourDigitsAreShown() {
        assertThat(NumberHash.last4("+15555550123")).isEqualTo("0123");
        assertThat(NumberHash.last4("12")).isEqualTo("12");
    }

    @Test
    void aKeyThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new NumberHash("!!")).hasMessageContaining("CARILLON_SMS_HASH_KEY is not Base64");
        assertThatThrownBy(() -> new NumberHash(key("short"))).hasMessageContaining("has 5 bytes; expected 32");
    }

    /** What a message is found by must not be another's: a patient gets a handful, we try a million. */
    @Test
    void referencesDiffer() {
        var seen = new HashSet<String>();
        for (long i = 0; i < 100_000; i++) {
            var reference = Reference.of(UUID.nameUUIDFromBytes(Long.toString(i).getBytes(StandardCharsets.UTF_8)));
            assertThat(reference).matches("[2-9A-HJKMNP-TV-Z]{7}");
            seen.add(reference);
        }
        assertThat(seen).hasSizeGreaterThan(99_900);
    }

    @Test
    void productionNeedsAKeyOfItsOwnOrNoAccount() {
        var sid = Optional.of("AC1");
        var none = Optional.<String>empty();
        var address = new PublicAddress(Optional.of("https://clinic.example"), true);

        assertThat(new SmsAccount(none, none, address, true).sid()).isEmpty();
        assertThat(new SmsAccount(sid, none, address, false).sid()).isPresent();
        assertThat(new SmsAccount(sid, Optional.of(KEY), address, true).sid()).contains("AC1");
        assertThatThrownBy(() -> new SmsAccount(sid, none, address, true))
                .hasMessageContaining("CARILLON_SMS_HASH_KEY is not");
        assertThatThrownBy(() -> new SmsAccount(sid, Optional.of(SmsAccount.DEV_KEY), address, true))
                .hasMessageContaining("development key");
    }

    @Test
    void theStatusOfAMessageComesBackToIt() {
        var message = UUID.randomUUID();

        assertThat(StatusTarget.message(StatusTarget.of(message))).contains(message);
        assertThat(StatusTarget.message("/api/sms/status")).isEmpty();
        assertThat(StatusTarget.message("/api/sms/status?message=none")).isEmpty();
        assertThat(StatusTarget.message("/api/sms/status?message=" + message + "&x=1"))
                .isEmpty();
    }

    private static String key(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
