package io.carillon.webhook.vapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedactionTest {

    @Test
    void takesOutWhateverLooksLikeACredentialAndNothingElse() throws Exception {
        var message = VapiMessage.JSON.readTree("""
                {"phoneNumber":{"number":"+1555","twilioAuthToken":"AAA","twilio_api_key":"BBB"},
                 "server":{"url":"https://x","secret":"CCC","headers":{"Authorization":"DDD"}},
                 "assistant":{"model":{"maxTokens":250,"messages":[{"content":"the secret garden"}]},
                   "credentials":[{"apiKey":"EEE"}],"serverUrlSecret":"FFF"},
                 "toolCallList":[{"id":"t1"}],"monitor":{"password":null}}""");

        var redacted = Redaction.redact(message).toString();

        assertThat(redacted).doesNotContain("AAA", "BBB", "CCC", "DDD", "EEE", "FFF");
        assertThat(redacted)
                .contains("\"number\":\"+1555\"", "\"maxTokens\":250", "the secret garden", "\"id\":\"t1\"")
                .contains("\"url\":\"https://x\"", "\"password\":null");
    }
}
