package io.carillon.webhook.twilio;

import static io.carillon.webhook.twilio.TwilioSignature.Verdict.BODY_CHANGED;
import static io.carillon.webhook.twilio.TwilioSignature.Verdict.BODY_UNSIGNED;
import static io.carillon.webhook.twilio.TwilioSignature.Verdict.MALFORMED;
import static io.carillon.webhook.twilio.TwilioSignature.Verdict.MISMATCH;
import static io.carillon.webhook.twilio.TwilioSignature.Verdict.MISSING;
import static io.carillon.webhook.twilio.TwilioSignature.Verdict.VALID;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.security.RequestValidator;
import io.carillon.events.CallEvent.Parameter;
import io.carillon.traceability.Requirement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwilioSignatureTest {

    /** The example of Twilio's documentation and of its SDKs' test suites. */
    private static final String TOKEN = "12345";

    private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private static final List<Parameter> FIELDS = List.of(
            new Parameter("CallSid", "CA1234567890ABCDE"),
            new Parameter("Caller", "+14158675309"),
            new Parameter("Digits", "1234"),
            new Parameter("From", "+14158675309"),
            new Parameter("To", "+18005551212"));
    private static final String SIGNATURE = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

    private static final byte[] BODY = "{\"property\": \"value\", \"boolean\": true}".getBytes(UTF_8);
    private static final String BODY_HASH = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
    private static final String BODY_SIGNATURE = "a9nBmqA0ju/hNViExpshrM61xv4=";

    private final TwilioSignature signature = new TwilioSignature(TOKEN);

    @Test
    @Requirement("R-SEC-01")
    void acceptsTwiliosPublishedExample() {
        assertThat(verify(URL, FIELDS, SIGNATURE)).isEqualTo(VALID);
        assertThat(signature.sign(URL, FIELDS)).isEqualTo(SIGNATURE);
    }

    @Test
    @Requirement("R-SEC-01")
    void refusesWhateverWasChangedAfterSigning() {
        var digits = new ArrayList<>(FIELDS);
        digits.set(2, new Parameter("Digits", "1235"));
        var added = new ArrayList<>(FIELDS);
        added.add(new Parameter("Extra", ""));

        assertThat(verify(URL, digits, SIGNATURE)).isEqualTo(MISMATCH);
        assertThat(verify(URL, added, SIGNATURE)).isEqualTo(MISMATCH);
        assertThat(verify(URL, FIELDS.subList(1, 5), SIGNATURE)).isEqualTo(MISMATCH);
        assertThat(verify(URL + "&turn=2", FIELDS, SIGNATURE)).isEqualTo(MISMATCH);
        assertThat(new TwilioSignature("12346").verifyForm(URL, null, FIELDS, SIGNATURE))
                .isEqualTo(MISMATCH);
    }

    @Test
    void tellsAMissingSignatureFromOneThatIsNoneAndFromAWrongOne() {
        assertThat(verify(URL, FIELDS, null)).isEqualTo(MISSING);
        assertThat(verify(URL, FIELDS, "")).isEqualTo(MISSING);
        assertThat(verify(URL, FIELDS, "not base64 at all!")).isEqualTo(MALFORMED);
        assertThat(verify(URL, FIELDS, "c2hvcnQ=")).isEqualTo(MALFORMED);
        assertThat(verify(URL, FIELDS, SIGNATURE.substring(0, 27))).isEqualTo(MALFORMED);
        // The same twenty bytes, spelt otherwise.
        assertThat(verify(URL, FIELDS, "RSOYDt4T1cUTdK1PDd93/VVr8B9=")).isEqualTo(MISMATCH);
    }

    @ParameterizedTest
    @CsvSource({
        "https://clinic.example/a?x=1,           https://clinic.example:443/a?x=1",
        "https://clinic.example:8443/a?x=1,      https://clinic.example/a?x=1",
        "https://clinic.example:8443/a?x=1,      https://clinic.example:443/a?x=1",
        "http://clinic.example/a,                http://clinic.example:80/a",
        "https://u:p@clinic.example/a,           https://clinic.example/a",
        "https://u:p@clinic.example:8443/a,      https://u:p@clinic.example/a",
        "https://clinic.example/a?n=O'Hara,      https://clinic.example/a?n=O%27Hara",
        "https://clinic.example/a?n=O%27Hara,    https://clinic.example:443/a?n=O'Hara",
        "https://[2001:db8::1]:8443/a,           https://[2001:db8::1]/a",
        "https://[2001:db8::1]/a,                https://[2001:db8::1]:443/a",
    })
    @Requirement("R-SEC-01")
    void acceptsTheUrlAsTwilioSpeltIt(String received, String signed) {
        assertThat(verify(received, FIELDS, signature.sign(signed, FIELDS))).isEqualTo(VALID);
    }

    @ParameterizedTest
    @CsvSource({
        "https://clinic.example/a?x=1,      https://CLINIC.example/a?x=1",
        "https://clinic.example/a?x=1,      http://clinic.example/a?x=1",
        "https://clinic.example/a?x=1,      https://clinic.example/a?x=1&",
        "https://clinic.example/a?n=%2b,    https://clinic.example/a?n=%2B",
        "https://clinic.example/O'Hara,     https://clinic.example/O%27Hara",
    })
    void neverBendsAUrlFurther(String received, String signed) {
        assertThat(verify(received, FIELDS, signature.sign(signed, FIELDS))).isEqualTo(MISMATCH);
    }

    @Test
    void takesUserInfoFromTheClientsBasicCredentials() {
        var signed = signature.sign("https://u:p@clinic.example/a", FIELDS);

        assertThat(signature.verifyForm("https://clinic.example/a", "u:p", FIELDS, signed))
                .isEqualTo(VALID);
        assertThat(signature.verifyForm("https://clinic.example/a", null, FIELDS, signed))
                .isEqualTo(MISMATCH);
    }

    @Test
    @Requirement("R-SEC-01")
    void signsTheDistinctValuesOfARepeatedKeyInOrder() {
        var repeated = List.of(
                new Parameter("b", "2"), new Parameter("a", "z"), new Parameter("a", "y"), new Parameter("a", "z"));
        var once = List.of(new Parameter("a", "y"), new Parameter("a", "z"), new Parameter("b", "2"));

        assertThat(signature.sign(URL, repeated)).isEqualTo(signature.sign(URL, once));
        assertThat(signature.sign(URL, repeated)).isEqualTo(signature.sign(URL + "ayazb2", List.of()));
    }

    @Test
    void signsTheKeyOfAnEmptyValue() {
        assertThat(signature.sign(URL, List.of(new Parameter("Digits", ""))))
                .isEqualTo(signature.sign(URL + "Digits", List.of()));
    }

    @Test
    void signsOnlyTheUrlOfAGet() {
        assertThat(verify(URL, List.of(), new RequestSigner(TOKEN).sign(URL))).isEqualTo(VALID);
    }

    @Test
    @Requirement("R-SEC-01")
    void bindsAJsonBodyByItsHashInTheUrl() {
        var url = URL + "&bodySHA256=" + BODY_HASH;

        assertThat(signature.verifyBody(url, null, BODY, BODY_SIGNATURE)).isEqualTo(VALID);
        assertThat(signature.verifyBody(url, null, "{}".getBytes(UTF_8), BODY_SIGNATURE))
                .isEqualTo(BODY_CHANGED);
        assertThat(signature.verifyBody(URL, null, BODY, signature.sign(URL, List.of())))
                .isEqualTo(BODY_UNSIGNED);
        assertThat(signature.verifyBody(url, null, BODY, SIGNATURE)).isEqualTo(MISMATCH);
    }

    /** The SDK is the judge of what it can express: one value a key, text of any script. */
    @Test
    @Requirement("R-SEC-01")
    void agreesWithTwiliosOwnSdkOnRandomForms() {
        var random = new Random(20260101);
        var sdk = new RequestValidator(TOKEN);
        for (int i = 0; i < 500; i++) {
            var form = randomForm(random);
            var fields = form.entrySet().stream()
                    .map(e -> new Parameter(e.getKey(), e.getValue()))
                    .toList();
            var url = "https://clinic.example/api/voice/incoming?turn=" + i;

            assertThat(sdk.validate(url, form, signature.sign(url, fields)))
                    .as("form %s", form)
                    .isTrue();
        }
    }

    private static Map<String, String> randomForm(Random random) {
        var alphabet = "aZ9 +&=%'\"é漢\u0001😀";
        var form = new HashMap<String, String>();
        for (int i = random.nextInt(8); i >= 0; i--) {
            form.put("k" + text(random, alphabet), text(random, alphabet));
        }
        return form;
    }

    private static String text(Random random, String alphabet) {
        var points = alphabet.codePoints().toArray();
        var text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    private TwilioSignature.Verdict verify(String url, List<Parameter> fields, @Nullable String presented) {
        return signature.verifyForm(url, null, fields, presented);
    }

    /** HMAC-SHA1 by the book, so that a GET is not checked against the class under test alone. */
    private record RequestSigner(String token) {
        String sign(String text) {
            try {
                var mac = javax.crypto.Mac.getInstance("HmacSHA1");
                mac.init(new javax.crypto.spec.SecretKeySpec(token.getBytes(UTF_8), "HmacSHA1"));
                return java.util.Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
            } catch (java.security.GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }
}
