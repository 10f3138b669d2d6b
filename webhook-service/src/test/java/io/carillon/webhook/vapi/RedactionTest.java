package io.carillon.webhook.vapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import org.junit.jupiter.api.Test;

class RedactionTest {

    @Test
    @Requirement("R-SEC-03")
    void takesOutWhateverLooksLikeACredentialAndNothingElse() throws Exception {
        var redacted = redact("""
                {"phoneNumber":{"number":"+1555","twilioAuthToken":"AAA","twilio_api_key":"BBB"},
                 "server":{"url":"https://x","secret":"CCC","headers":{"X-Own":"DDD"}},
                 "assistant":{"model":{"maxTokens":250,"temperature":0.5,"url":"https://u:EEE@host/p"},
                   "credentials":[{"anything":"FFF"}],"serverUrlSecret":"GGG"},
                 "config":"{\\"nested\\":{\\"privateKey\\":\\"HHH\\",\\"kept\\":1}}",
                 "call":{"monitor":{"listenUrl":"wss://III","controlUrl":"https://JJJ","password":null}},
                 "artifact":{"recordingUrl":"https://KKK","recording":{"mono":"LLL"},"list":["{\\"token\\":\\"MMM\\"}"]},
                 "toolCallList":[{"id":"t1","name":"book_appointment"}]}""", true);

        assertThat(redacted)
                .doesNotContain(
                        "AAA", "BBB", "CCC", "DDD", "EEE", "FFF", "GGG", "HHH", "III", "JJJ", "KKK", "LLL", "MMM");
        assertThat(redacted)
                .contains("\"number\":\"+1555\"", "\"maxTokens\":250", "\"id\":\"t1\"", "\"url\":\"https://x\"")
                .contains("\"password\":null", "https://[redacted]@host/p", "kept", "\"name\":\"book_appointment\"");
    }

    @Test
    void whatIsSaidIsWithheldUnlessTheClinicKeepsIt() throws Exception {
        var body = """
                {"transcript":"AAA","summary":"BBB","analysis":{"summary":"CCC","successEvaluation":"true"},
                 "artifact":{"transcript":"DDD"},"endedReason":"customer-ended-call"}""";

        assertThat(redact(body, false))
                .doesNotContain("AAA", "BBB", "CCC", "DDD")
                .contains("\"successEvaluation\":\"true\"", "customer-ended-call");
        assertThat(redact(body, true)).contains("AAA", "BBB", "CCC", "DDD");
    }

    /** Whatever the clinic keeps: nothing of ours needs it, and it comes again with every message. */
    @Test
    void conversationsAndPersonsAreNeverKept() throws Exception {
        assertThat(redact("""
                {"messages":[{"role":"user","message":"AAA"}],"messagesOpenAIFormatted":[{"content":"BBB"}],
                 "output":{"x":"CCC"},"input":"DDD","text":"EEE","originalTranscript":"FFF",
                 "customer":{"number":"+1555","name":"GGG","email":"HHH"},"artifact":{"variableValues":{"a":"III"}},
                 "analysis":{"structuredData":{"illness":"JJJ"}}}""", true))
                .doesNotContain("AAA", "BBB", "CCC", "DDD", "EEE", "FFF", "GGG", "HHH", "III", "JJJ")
                .contains("+1555");
    }

    @Test
    void ofAToolsArgumentsStaysWhatIsNoPersons() throws Exception {
        for (var arguments : new String[] {
            "{\"doctorId\":\"d1\",\"dateOfBirth\":\"AAA\",\"notes\":\"BBB\",\"startTime\":{\"x\":\"CCC\"}}",
            "\"{\\\"doctorId\\\":\\\"d1\\\",\\\"dateOfBirth\\\":\\\"AAA\\\",\\\"notes\\\":\\\"BBB\\\"}\"",
        }) {
            assertThat(redact(
                            "{\"toolCallList\":[{\"function\":{\"name\":\"f\",\"arguments\":%s}}]}"
                                    .formatted(arguments),
                            true))
                    .doesNotContain("AAA", "BBB", "CCC")
                    .contains("d1", "\"name\":\"f\"");
        }
        assertThat(redact("{\"toolCallList\":[{\"arguments\":\"born AAA\"}]}", true))
                .doesNotContain("AAA");
    }

    private static String redact(String json, boolean transcribes) throws Exception {
        return Redaction.redact(VapiMessage.JSON.readTree(json), transcribes).toString();
    }
}
