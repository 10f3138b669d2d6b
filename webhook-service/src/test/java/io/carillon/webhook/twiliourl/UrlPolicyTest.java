package io.carillon.webhook.twiliourl;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import io.carillon.webhook.twiliourl.Comparison.Answering;
import io.carillon.webhook.twiliourl.Comparison.Difference;
import io.carillon.webhook.twiliourl.Comparison.Ours;
import io.carillon.webhook.twiliourl.Comparison.Status;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlPolicyTest {

    private static final String BASE = "https://voice.clinic.example";
    private static final Ours NUMBER = new Ours(UUID.randomUUID(), "DEMO", "+15555555678", true);
    private static final UrlPolicy POLICY = new UrlPolicy(BASE);

    @Test
    @Requirement("R-WEB-10")
    void whatIsAsItShouldBeIsOk() {
        var compared = compare(Map.of());

        assertThat(compared.status()).isEqualTo(Status.OK);
        assertThat(compared.differences()).isEmpty();
        assertThat(compared.ours().masked()).isEqualTo("…5678");
    }

    @ParameterizedTest
    @CsvSource({
        "VOICE_URL, https://old.clinic.example/api/voice/incoming",
        "VOICE_URL, ''",
        "VOICE_METHOD, GET",
        "VOICE_APPLICATION_SID, AP1",
        "TRUNK_SID, TK1",
        "SMS_URL, https://voice.clinic.example/api/sms/incoming/",
        "SMS_APPLICATION_SID, AP2",
        "STATUS_CALLBACK, ''",
        "STATUS_CALLBACK_METHOD, GET",
    })
    @Requirement("R-WEB-10")
    void whateverLeadsElsewhereIsAMismatch(NumberField field, String found) {
        var compared = compare(Map.of(field, found));

        assertThat(compared.status()).isEqualTo(Status.MISMATCH);
        assertThat(compared.differences())
                .containsExactly(
                        new Difference(field, NumberField.allWanted(BASE).getOrDefault(field, "?"), found));
    }

    @Test
    void aNumberThatVapiHasTakenOverIsItsAsFarAsCallsGo() {
        var taken = Map.of(
                NumberField.VOICE_URL, "https://api.vapi.ai/twilio/inbound_call",
                NumberField.STATUS_CALLBACK, "https://api.vapi.ai/twilio/status");
        var messagesToo = new EnumMap<>(taken);
        messagesToo.put(NumberField.SMS_URL, "https://api.vapi.ai/twilio/sms");

        assertThat(compare(taken).status()).isEqualTo(Status.OK);
        assertThat(compare(taken).answering()).isEqualTo(Answering.VAPI);
        assertThat(compare(messagesToo).differences()).hasSize(1);
        assertThat(compare(Map.of(NumberField.VOICE_URL, "https://notvapi.ai/x"))
                        .status())
                .isEqualTo(Status.MISMATCH);
    }

    /** Also one whose receptionist is behind our greeting: Vapi's import of the number has taken it from us. */
    @Test
    void aNumberThatVapiHasTakenOverWithoutBeingWantedToIsAMismatch() {
        var values = new EnumMap<NumberField, String>(NumberField.class);
        values.putAll(NumberField.allWanted(BASE));
        values.put(NumberField.VOICE_URL, "https://api.vapi.ai/twilio/inbound_call");
        var held = new Held.Numbers(List.of(new Held.Number("PN1", NUMBER.phone(), values)), true);
        var ours = new Ours(NUMBER.orgId(), NUMBER.clinic(), NUMBER.phone(), false);

        var compared = POLICY.compare(List.of(ours), held).getFirst();

        assertThat(compared.status()).isEqualTo(Status.MISMATCH);
        assertThat(compared.answering()).isEqualTo(Answering.CARILLON);
    }

    @Test
    @Requirement("R-WEB-10")
    void aNumberThatIsNotThereIsUnknownOnlyWhereAllWereSeen() {
        assertThat(one(new Held.Numbers(List.of(), true)).status()).isEqualTo(Status.UNKNOWN_NUMBER);
        assertThat(one(new Held.Numbers(List.of(), false)).status()).isEqualTo(Status.UNREACHABLE);
        assertThat(one(new Held.NotAsked("timeout")).status()).isEqualTo(Status.UNREACHABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/x, https://a.example/x",
        "https://user:secret@a.example/x@y, https://…@a.example/x@y",
        "https://a.example/x?token=secret, https://a.example/x?…",
        "https://user@a.example, https://…@a.example",
        "POST, POST",
        "'', ''",
    })
    void secretsInUrlsAreNotShown(String url, String shown) {
        assertThat(ShownUrl.of(url)).isEqualTo(shown);
    }

    private static Comparison compare(Map<NumberField, String> but) {
        var values = new EnumMap<NumberField, String>(NumberField.class);
        values.putAll(NumberField.allWanted(BASE));
        values.putAll(but);
        return one(new Held.Numbers(List.of(new Held.Number("PN1", NUMBER.phone(), values)), true));
    }

    private static Comparison one(Held held) {
        return POLICY.compare(List.of(NUMBER), held).getFirst();
    }
}
