package io.carillon.webhook.twilio;

import static io.carillon.webhook.twilio.FormDecoder.Reason.BROKEN_ESCAPE;
import static io.carillon.webhook.twilio.FormDecoder.Reason.NOT_UTF8;
import static io.carillon.webhook.twilio.FormDecoder.Reason.TOO_LARGE;
import static io.carillon.webhook.twilio.FormDecoder.Reason.TOO_MANY_FIELDS;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.events.CallEvent.Parameter;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.twilio.FormDecoder.Decoded;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormDecoderTest {

    @Test
    void keepsOrderRepeatsAndEmpties() {
        assertThat(decode("b=2&a=&b=1&c&=x&&b=2"))
                .isEqualTo(new Decoded.Form(java.util.List.of(
                        new Parameter("b", "2"),
                        new Parameter("a", ""),
                        new Parameter("b", "1"),
                        new Parameter("c", ""),
                        new Parameter("", "x"),
                        new Parameter("b", "2"))));
    }

    @Test
    void readsPlusAndPercentAsUtf8() {
        assertThat(decode("To=%2B1555&Body=caf%C3%A9+%F0%9F%98%80=1"))
                .isEqualTo(new Decoded.Form(
                        java.util.List.of(new Parameter("To", "+1555"), new Parameter("Body", "café 😀=1"))));
    }

    @Test
    void anEmptyBodyIsAFormWithoutFields() {
        assertThat(decode("")).isEqualTo(new Decoded.Form(java.util.List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "%G0=1", "a=%4&b=1"})
    void refusesABrokenEscape(String form) {
        assertThat(decode(form)).isEqualTo(new Decoded.Refused(BROKEN_ESCAPE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%C3", "a=%C3%28", "a=%ED%A0%80", "a=\u00e9", "%FF=1"})
    @Requirement("R-SEC-15")
    void refusesWhatIsNotUtf8(String form) {
        assertThat(FormDecoder.decode(form.getBytes(ISO_8859_1))).isEqualTo(new Decoded.Refused(NOT_UTF8));
    }

    @Test
    @Requirement("R-SEC-15")
    void takesAThousandFieldsAndNotOneMore() {
        assertThat(decode("a=1&".repeat(1_000))).isInstanceOf(Decoded.Form.class);
        assertThat(decode("a=1&".repeat(1_001))).isEqualTo(new Decoded.Refused(TOO_MANY_FIELDS));
    }

    @Test
    @Requirement("R-SEC-15")
    void takes256KiBAndNotOneByteMore() {
        assertThat(decode("a=" + "x".repeat(FormDecoder.MAX_BYTES - 2))).isInstanceOf(Decoded.Form.class);
        assertThat(decode("a=" + "x".repeat(FormDecoder.MAX_BYTES - 1))).isEqualTo(new Decoded.Refused(TOO_LARGE));
    }

    @Test
    void whatAnyClientEncodesComesBackUnchanged() {
        var random = new Random(7);
        for (int i = 0; i < 500; i++) {
            var fields = new ArrayList<Parameter>();
            for (int f = random.nextInt(6); f > 0; f--) {
                fields.add(new Parameter("n" + text(random), text(random)));
            }
            var encoded = fields.stream()
                    .map(f -> URLEncoder.encode(f.name(), UTF_8) + "=" + URLEncoder.encode(f.value(), UTF_8))
                    .collect(Collectors.joining("&"));

            assertThat(decode(encoded)).isEqualTo(new Decoded.Form(fields));
        }
    }

    /** Clients differ in what they escape, in the case of the digits and in the ampersands they leave lying about. */
    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void howeverAFormIsEncodedTheSameFieldsComeBackInOrder(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            var fields = new ArrayList<Parameter>();
            for (int f = random.nextInt(8); f > 0; f--) {
                fields.add(new Parameter(random.nextInt(4) == 0 ? "" : "k" + random.nextInt(3), anyText(random)));
            }
            var encoded = new StringBuilder("&".repeat(random.nextInt(2)));
            for (var field : fields) {
                escape(field.name(), random, encoded);
                escape(field.value(), random, encoded.append('='));
                encoded.append("&".repeat(1 + random.nextInt(2)));
            }

            assertThat(decode(encoded.toString()))
                    .as("seed %d round %d: %s", seed, i, encoded)
                    .isEqualTo(new Decoded.Form(fields));
        }
    }

    private static String anyText(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            int point = random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(Character.MAX_CODE_POINT + 1);
            text.appendCodePoint(point >= 0xD800 && point < 0xE000 ? '?' : point);
        }
        return text.toString();
    }

    private static void escape(String text, Random random, StringBuilder into) {
        for (byte b : text.getBytes(UTF_8)) {
            if (b == ' ' && random.nextBoolean()) {
                into.append('+');
            } else if (b > ' ' && "&=+%".indexOf(b) < 0 && b < 0x7f && random.nextBoolean()) {
                into.append((char) b);
            } else {
                into.append(String.format(random.nextBoolean() ? "%%%02x" : "%%%02X", b));
            }
        }
    }

    @Test
    void noBytesMakeItThrow() {
        var random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            var bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            assertThat(FormDecoder.decode(bytes)).isInstanceOf(Decoded.class);
        }
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(8), 1, 0xD800)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Decoded decode(String form) {
        return FormDecoder.decode(form.getBytes(UTF_8));
    }
}
