package io.carillon.webhook.twilio;

import static io.carillon.webhook.twilio.CallbackJson.Reason.NOT_JSON;
import static io.carillon.webhook.twilio.CallbackJson.Reason.NOT_UTF8;
import static io.carillon.webhook.twilio.CallbackJson.Reason.TOO_DEEP;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import io.carillon.webhook.twilio.CallbackJson.Read;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "[{\"specversion\":\"1.0\",\"data\":{\"é\":[1,2.5,null,true]}}]", " {\"a\":1} "})
    void takesWhatIsJsonAsItStands(String json) {
        assertThat(read(json)).isEqualTo(new Read.Document(json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1", "\"text\"", "null", "{", "[1", "{\"a\"}", "{}{}", "{} x", "nonsense", "[1]]"})
    void refusesWhatIsNone(String json) {
        assertThat(read(json)).isEqualTo(new Read.Refused(NOT_JSON));
    }

    @Test
    @Requirement("R-SEC-15")
    void takes64LevelsAndNotOneMore() {
        assertThat(read("[".repeat(64) + "]".repeat(64))).isInstanceOf(Read.Document.class);
        assertThat(read("[".repeat(65) + "]".repeat(65))).isEqualTo(new Read.Refused(TOO_DEEP));
        assertThat(read("{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000))).isEqualTo(new Read.Refused(TOO_DEEP));
        assertThat(read("[".repeat(200_000))).isEqualTo(new Read.Refused(TOO_DEEP));
    }

    @Test
    @Requirement("R-SEC-15")
    void refusesWhatIsNotUtf8() {
        assertThat(CallbackJson.read("{\"a\":\"\u00e9\"}".getBytes(ISO_8859_1))).isEqualTo(new Read.Refused(NOT_UTF8));
    }

    @Test
    void noBytesMakeItThrow() {
        var random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            var bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = (byte) (random.nextBoolean() ? '{' : '[');
            }
            assertThat(CallbackJson.read(bytes)).isInstanceOf(Read.class);
        }
    }

    private static Read read(String json) {
        return CallbackJson.read(json.getBytes(UTF_8));
    }
}
