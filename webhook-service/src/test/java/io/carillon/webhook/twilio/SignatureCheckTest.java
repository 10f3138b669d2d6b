package io.carillon.webhook.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.events.CallEvent.Parameter;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.twilio.SignatureCheck.Content;
import io.carillon.webhook.twilio.SignatureCheck.Outcome;
import io.carillon.webhook.twilio.SignatureCheck.Reason;
import io.carillon.webhook.twilio.SignatureCheck.Signed;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureCheckTest {

    private static final String BASE = "https://voice.clinic.example";
    private static final String TARGET = "/api/voice/incoming?turn=1";
    private static final Instant CHANGE = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant BEFORE = CHANGE.minusSeconds(1);

    private static final TwilioSignature CURRENT = new TwilioSignature("new");
    private static final TwilioSignature PREVIOUS = new TwilioSignature("old");
    private static final TwilioSignature DEVELOPMENT = new TwilioSignature("dev");
    private static final TwilioSignature STRANGER = new TwilioSignature("somebody else's");

    private static final List<Parameter> FIELDS = List.of(new Parameter("CallSid", "CA1"), new Parameter("Digits", ""));

    private final SignatureCheck check = new SignatureCheck(
            BASE,
            List.of(
                    AuthToken.of("current", "new", Instant.MAX),
                    AuthToken.of("previous", "old", CHANGE),
                    AuthToken.of("development", "dev", Instant.MIN)));

    @Test
    @Requirement("R-SEC-07")
    void theCurrentTokenAlwaysAndThePreviousOneUntilItsTimeIsAccepted() {
        assertThat(outcome(CURRENT.sign(BASE + TARGET, FIELDS), BEFORE)).isEqualTo("accepted: current");
        assertThat(outcome(CURRENT.sign(BASE + TARGET, FIELDS), CHANGE)).isEqualTo("accepted: current");
        assertThat(outcome(PREVIOUS.sign(BASE + TARGET, FIELDS), BEFORE)).isEqualTo("accepted: previous");
        assertThat(outcome(PREVIOUS.sign(BASE + TARGET, FIELDS), CHANGE)).isEqualTo("token-wrong");
    }

    @Test
    @Requirement("R-SEC-04")
    void aTokenThatWeKnowAndDoNotAcceptIsNamedByItsFingerprint() {
        assertThat(refusal(DEVELOPMENT.sign(BASE + TARGET, FIELDS), FIELDS, List.of()))
                .isEqualTo(new Outcome.Refused(
                        Reason.TOKEN_WRONG,
                        "signed with the development token (fingerprint ef260e9a, never accepted)"));
        assertThat(AuthToken.of("previous", "old", CHANGE))
                .hasToString("the previous token (fingerprint cba06b57, until 2026-01-31T12:00:00Z)");
    }

    @ParameterizedTest
    @CsvSource({
        "https://other.example/api/voice/incoming?turn=1,          https://other.example",
        "http://voice.clinic.example/api/voice/incoming?turn=1,    http://voice.clinic.example",
        "http://127.0.0.1:8081/api/voice/incoming?turn=1,          http://127.0.0.1:8081",
        "https://proxy.example/api/voice/incoming?turn=1,          https://proxy.example",
        "https://voice.clinic.example/api/voice/incoming/?turn=1,  'https://voice.clinic.example, a slash more or less'",
    })
    @Requirement("R-SEC-04")
    void anotherAddressIsToldAndNotAccepted(String signedUrl, String difference) {
        var hosts = List.of("127.0.0.1:8081", "other.example, proxy.example");

        assertThat(refusal(CURRENT.sign(signedUrl, FIELDS), FIELDS, hosts))
                .isEqualTo(new Outcome.Refused(Reason.URL_DIFFERS, "signed for " + difference));
    }

    @Test
    @Requirement("R-SEC-04")
    void aChangedBodyIsToldWhereTheSignatureProvesIt() {
        assertThat(refusal(CURRENT.sign(BASE + TARGET, List.of()), FIELDS, List.of())
                        .reason())
                .isEqualTo(Reason.BODY_CHANGED);
        var target = "/api/voice/events?bodySHA256=" + "0".repeat(64);
        assertThat(json(target).reason()).isEqualTo(Reason.BODY_CHANGED);
        assertThat(json("/api/voice/events").reason()).isEqualTo(Reason.BODY_UNSIGNED);
    }

    @Test
    @Requirement("R-SEC-04")
    void whatNoSignatureCanTellApartIsNotGuessedAt() {
        var changed = List.of(new Parameter("CallSid", "CA2"));

        assertThat(refusal(STRANGER.sign(BASE + TARGET, FIELDS), FIELDS, List.of()))
                .isEqualTo(refusal(CURRENT.sign(BASE + TARGET, FIELDS), changed, List.of()))
                .isEqualTo(new Outcome.Refused(
                        Reason.MISMATCH,
                        "tried with the current token (fingerprint 11507a0e),"
                                + " the previous token (fingerprint cba06b57, until 2026-01-31T12:00:00Z)"));
    }

    @Test
    @Requirement("R-SEC-04")
    void whatIsNoSignatureIsToldApart() {
        assertThat(outcome(null, BEFORE)).isEqualTo("missing");
        assertThat(outcome("", BEFORE)).isEqualTo("missing");
        assertThat(outcome("bm90IGEgc2lnbmF0dXJl", BEFORE)).isEqualTo("malformed");
    }

    @Test
    void aLargeFormIsNotLookedInto() {
        var large = List.of(new Parameter("a", "x".repeat(20_000)));

        assertThat(refusal(DEVELOPMENT.sign(BASE + TARGET, large), large, List.of())
                        .reason())
                .isEqualTo(Reason.MISMATCH);
    }

    @Test
    void whatNoHostCanBeIsNotTried() {
        assertThat(OtherAddress.of(BASE, "/a", List.of("x y", "a/b", "c,d,e,f,g,h,i")))
                .extracting(OtherAddress::difference)
                .contains("https://c", "http://f")
                .noneMatch(text -> text.contains(" y") || text.contains("a/b") || text.contains("//h"));
    }

    private String outcome(@Nullable String signature, Instant now) {
        return switch (check.check(signed(TARGET, new Content.Form(FIELDS), signature, List.of()), now)) {
            case Outcome.Accepted accepted -> "accepted: " + accepted.token().name();
            case Outcome.Refused refused -> refused.reason().word();
        };
    }

    private Outcome.Refused refusal(String signature, List<Parameter> fields, List<String> hosts) {
        return (Outcome.Refused) check.check(signed(TARGET, new Content.Form(fields), signature, hosts), BEFORE);
    }

    private Outcome.Refused json(String target) {
        var body = new Content.Body("{}".getBytes(UTF_8));
        return (Outcome.Refused)
                check.check(signed(target, body, CURRENT.sign(BASE + target, List.of()), List.of()), BEFORE);
    }

    private static Signed signed(String target, Content content, @Nullable String signature, List<String> hosts) {
        return new Signed(target, null, content, signature, hosts);
    }
}
