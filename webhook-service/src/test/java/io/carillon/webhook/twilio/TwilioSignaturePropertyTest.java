package io.carillon.webhook.twilio;

import static io.carillon.webhook.twilio.TwilioSignature.Verdict.BODY_CHANGED;
import static io.carillon.webhook.twilio.TwilioSignature.Verdict.MISMATCH;
import static io.carillon.webhook.twilio.TwilioSignature.Verdict.VALID;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.security.RequestValidator;
import io.carillon.events.CallEvent.Parameter;
import io.carillon.traceability.Requirement;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold of every request, tried on random ones; a failure names its seed. */
class TwilioSignaturePropertyTest {

    private static final String TOKEN = "12345";
    private static final int ROUNDS = 300;

    private final TwilioSignature signature = new TwilioSignature(TOKEN);
    private final RequestValidator sdk = new RequestValidator(TOKEN);

    /** The SDK takes one value a key; how it is with several stands in Twilio's other SDKs, and here by the book. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    @Requirement("R-SEC-01")
    void everyFormIsSignedAsTheBookSaysWhateverItsOrderAndRepeats(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            var url = url(random);
            var fields = fields(random);
            var signed = byTheBook(url, fields);

            assertThat(signature.verifyForm(url, null, shuffledWithRepeats(fields, random), signed))
                    .as("%s %s", url, fields)
                    .isEqualTo(VALID);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    @Requirement("R-SEC-01")
    void oneChangeAnywhereIsRefused(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            var url = url(random);
            var fields = fields(random);
            var signed = signature.sign(url, fields);

            assertThat(signature.verifyForm(url, null, changed(fields, random), signed))
                    .as("seed %d round %d: a field of %s", seed, i, fields)
                    .isEqualTo(MISMATCH);
            assertThat(signature.verifyForm(changed(url, random), null, fields, signed))
                    .as("seed %d round %d: a character of %s", seed, i, url)
                    .isEqualTo(MISMATCH);
            assertThat(signature.verifyForm(url, null, fields, changedSignature(signed, random)))
                    .as("seed %d round %d: a character of %s", seed, i, signed)
                    .isEqualTo(MISMATCH);
        }
    }

    /** Every way in which Twilio may have spelt the URL that arrives here as {@code received}. */
    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    @Requirement("R-SEC-01")
    void everySpellingOfPortQuoteAndUserInfoIsAccepted(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            var scheme = pick(random, "https", "http");
            var standard = scheme.equals("https") ? ":443" : ":80";
            var ownPort = pick(random, "", standard, ":8443");
            var path = "/api/voice/incoming?name=O" + pick(random, "'", "%27") + "Hara";
            var received = scheme + "://clinic.example" + ownPort + path;
            var signed = scheme + "://" + pick(random, "", "me:secret@") + "clinic.example"
                    + pick(random, "", standard, ownPort)
                    + pick(random, path, path.replace("'", "%27"), path.replace("%27", "'"));
            var fields = fields(random);

            assertThat(signature.verifyForm(received, "me:secret", fields, byTheBook(signed, fields)))
                    .as("received %s, signed %s", received, signed)
                    .isEqualTo(VALID);
        }
    }

    /** Where the SDK has an opinion on ports, ours is the same. */
    @Test
    @Requirement("R-SEC-01")
    void agreesWithTheSdkOnPorts() {
        var random = new Random(10);
        for (int i = 0; i < ROUNDS; i++) {
            var scheme = pick(random, "https", "http");
            var port = scheme.equals("https") ? ":443" : ":80";
            var received = scheme + "://clinic.example" + pick(random, "", port) + "/a?turn=" + i;
            var signed = scheme + "://clinic.example" + pick(random, "", port) + "/a?turn=" + i;
            var form = Map.of("CallSid", "CA" + i, "Digits", "");
            var presented = byTheBook(signed, List.of(new Parameter("CallSid", "CA" + i), new Parameter("Digits", "")));

            assertThat(sdk.validate(received, form, presented)).isTrue();
            assertThat(signature.verifyForm(
                            received,
                            null,
                            List.of(new Parameter("CallSid", "CA" + i), new Parameter("Digits", "")),
                            presented))
                    .isEqualTo(VALID);
        }
    }

    @Test
    @Requirement("R-SEC-01")
    void agreesWithTheSdkOnJsonBodies() throws Exception {
        var random = new Random(11);
        for (int i = 0; i < ROUNDS; i++) {
            var body = "{\"n\":%d,\"t\":\"%s\"}"
                    .formatted(i, text(random).replace("\"", "").replace("\\", ""));
            var hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(UTF_8)));
            var url = "https://clinic.example/api/voice/events?bodySHA256=" + hash;
            var presented = signature.sign(url, List.of());

            assertThat(sdk.validate(url, body, presented)).isTrue();
            assertThat(signature.verifyBody(url, null, body.getBytes(UTF_8), presented))
                    .isEqualTo(VALID);
            assertThat(signature.verifyBody(url, null, (body + " ").getBytes(UTF_8), presented))
                    .isEqualTo(BODY_CHANGED);
            assertThat(sdk.validate(url, body + " ", presented)).isFalse();
        }
    }

    private static String byTheBook(String url, List<Parameter> fields) {
        var values = new TreeMap<String, TreeSet<String>>();
        fields.forEach(field ->
                values.computeIfAbsent(field.name(), name -> new TreeSet<>()).add(field.value()));
        var text = new StringBuilder(url);
        values.forEach((name, all) -> all.forEach(value -> text.append(name).append(value)));
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(TOKEN.getBytes(UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.toString().getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String url(Random random) {
        return "https://clinic.example/api/voice/gather?turn=" + random.nextInt(100) + "&state=s" + random.nextInt(9);
    }

    /** Names that occur several times, values that are empty. */
    private static List<Parameter> fields(Random random) {
        var fields = new ArrayList<Parameter>();
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            fields.add(new Parameter(pick(random, "Tag", "tag", "To", "Digits", "é", "😀"), text(random)));
        }
        return fields;
    }

    private static List<Parameter> shuffledWithRepeats(List<Parameter> fields, Random random) {
        var repeated = new ArrayList<>(fields);
        repeated.add(fields.get(random.nextInt(fields.size())));
        Collections.shuffle(repeated, random);
        return repeated;
    }

    /** One field with more in it, one more field, or one less; not by moving text over a border, which Twilio's text has not. */
    private static List<Parameter> changed(List<Parameter> fields, Random random) {
        var changed = new ArrayList<>(fields.stream().distinct().toList());
        int at = random.nextInt(changed.size());
        var field = changed.get(at);
        switch (random.nextInt(3)) {
            case 0 -> changed.set(at, new Parameter(field.name(), field.value() + "\u0002"));
            case 1 -> changed.add(new Parameter("\u0003", ""));
            default -> changed.remove(at);
        }
        return changed;
    }

    private static String changed(String url, Random random) {
        int at = "https://".length() + random.nextInt(url.length() - "https://".length());
        return url.substring(0, at) + "~" + url.substring(at + 1);
    }

    private static String changedSignature(String signed, Random random) {
        int at = random.nextInt(27);
        var other = signed.charAt(at) == 'A' ? 'B' : 'A';
        return signed.substring(0, at) + other + signed.substring(at + 1);
    }

    private static String text(Random random) {
        return Stream.generate(() -> pick(random, "a", "Z", "9", " ", "+", "&", "=", "%", "'", "é", "漢", "😀"))
                .limit(random.nextInt(6))
                .reduce("", String::concat);
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
