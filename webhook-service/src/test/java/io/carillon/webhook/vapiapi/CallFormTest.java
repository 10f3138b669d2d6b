package io.carillon.webhook.vapiapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.events.ClinicEvent.Receptionist;
import io.carillon.kit.outside.Unserved;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.vapiapi.Handover.NotTaken;
import io.carillon.webhook.vapiapi.Handover.Taken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallFormTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Receptionist RECEPTIONIST = new Receptionist("asst-\"1\"", "pn-1");

    @Test
    void vapiIsAskedInItsWords() throws IOException {
        assertThat(written("+15555550123")).isEqualTo(JSON.readTree("""
                {"phoneNumberId":"pn-1","assistantId":"asst-\\"1\\"","phoneCallProviderBypassEnabled":true,
                 "customer":{"number":"+15555550123"}}"""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+266696687", "anonymous", "", "sip:somebody@example.org"})
    void whoTellsNoNumberIsAnonymous(String caller) throws IOException {
        assertThat(written(caller).path("customer"))
                .isEqualTo(JSON.readTree("{\"number\":\"anonymous\",\"numberE164CheckEnabled\":false}"));
        assertThat(written(null)).isEqualTo(written(caller));
    }

    @Test
    void whatTwilioIsToDoIsTakenOutOfTheAnswer() {
        var read = CallForm.read(201, """
                {"id":"c-1","phoneCallProviderDetails":{"twiml":"\\n<Response><Say>é</Say></Response>\\n"}}""".getBytes(UTF_8));

        assertThat(read)
                .isInstanceOfSatisfying(
                        Taken.class,
                        taken -> assertThat(new String(taken.twiml(), UTF_8))
                                .isEqualTo("<Response><Say>é</Say></Response>"));
    }

    @ParameterizedTest
    @Requirement("R-EXT-07")
    @CsvSource(
            delimiter = '|',
            value = {
                "500|{}|ERROR",
                "503|<html>|ERROR",
                "302||ERROR",
                "429|{\"message\":\"Too Many Requests\"}|RATE_LIMITED",
                "401|{\"message\":\"Invalid Key\"}|UNAUTHORIZED",
                "403|{}|UNAUTHORIZED",
                "400|{\"message\":[\"assistantId must be a UUID\"]}|REFUSED",
                "404|{}|REFUSED",
                "200|{\"truncated\":[1,2|UNUSABLE",
                "201||UNUSABLE",
                "201|[]|UNUSABLE",
                "201|{\"id\":\"c-1\"}|UNUSABLE",
                "201|{\"phoneCallProviderDetails\":{}}|UNUSABLE",
                "201|{\"phoneCallProviderDetails\":{\"twiml\":7}}|UNUSABLE",
                "201|{\"phoneCallProviderDetails\":{\"twiml\":\"<Response>\"}}|UNUSABLE"
            })
    void anythingElseSaysWhyTheCallStaysWithUs(int status, @Nullable String body, Unserved why) {
        assertThat(CallForm.read(status, (body == null ? "" : body).getBytes(UTF_8)))
                .isEqualTo(new NotTaken(why));
    }

    private static JsonNode written(@Nullable String caller) throws IOException {
        return JSON.readTree(CallForm.written(RECEPTIONIST, caller));
    }
}
