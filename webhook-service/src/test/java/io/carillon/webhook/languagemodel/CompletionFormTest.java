package io.carillon.webhook.languagemodel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.kit.outside.Unserved;
import io.carillon.webhook.languagemodel.Reading.Meant;
import io.carillon.webhook.languagemodel.Reading.Missing;
import io.carillon.webhook.languagemodel.Reading.Unclear;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionFormTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static final Map<String, String> MEANINGS = meanings();

    private static Map<String, String> meanings() {
        var meanings = new LinkedHashMap<String, String>();
        meanings.put("book", "wants a new appointment");
        meanings.put("cancel", "wants none");
        return meanings;
    }

    @Test
    void onlyTheGivenWordsCanBeAnswered() throws IOException {
        var form = JSON.readTree(CompletionForm.written("a-model", MEANINGS, "squeeze me in"));

        assertThat(form.path("model").asText()).isEqualTo("a-model");
        assertThat(form.path("store").asBoolean(true)).isFalse();
        assertThat(form.path("response_format")).isEqualTo(JSON.readTree("""
                        {"type":"json_schema","json_schema":{"name":"meaning","strict":true,"schema":{"type":"object",
                         "properties":{"meaning":{"type":"string","enum":["book","cancel","unclear"]}},
                         "required":["meaning"],"additionalProperties":false}}}"""));
        assertThat(question(form)).isEqualTo(JSON.readTree("""
                {"meanings":{"book":"wants a new appointment","cancel":"wants none"},"said":"squeeze me in"}"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "call me on 555-0123-456 please | call me on # please",
                "+1 (555) 555 - 0123 | # # # - #",
                "06\u00a012\u00a034\u00a056\u00a078 | #",
                "06 \u2013 12 \u2013 34 | # \u2013 # \u2013 #",
                "born 5 May 1980 or 12-Dec-1980 | born # May # or #",
                "my id is AB12CD34 | my id is #",
                "it is jane.doe@example.org, thanks | it is # thanks",
                "could you squeeze me in? | could you squeeze me in?",
            })
    void numbersAndAddressesStayInTheHouse(String said, String sent) throws IOException {
        assertThat(question(JSON.readTree(CompletionForm.written("m", MEANINGS, said)))
                        .path("said")
                        .asText())
                .isEqualTo(sent);
    }

    @Test
    void aSpeechIsCut() throws IOException {
        assertThat(question(JSON.readTree(CompletionForm.written("m", MEANINGS, "la ".repeat(10_000))))
                        .path("said")
                        .asText())
                .hasSize(500);
    }

    private static JsonNode question(JsonNode form) throws IOException {
        return JSON.readTree(form.path("messages").path(1).path("content").asText());
    }

    @Test
    void aGivenWordIsTheMeaning() {
        assertThat(read(200, completion("{\\\"meaning\\\":\\\"cancel\\\"}"))).isEqualTo(new Meant("cancel"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"message\":{\"content\":\"{\\\"meaning\\\":\\\"unclear\\\"}\",\"refusal\":null}}]}",
                "{\"choices\":[{\"message\":{\"content\":null,\"refusal\":\"I cannot help with that.\"}}]}",
            })
    void notToKnowIsAnAnswer(String body) {
        assertThat(read(200, body)).isEqualTo(new Unclear());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "null",
                "[]",
                "{}",
                "{\"choices\":[]}",
                "{\"choices\":[{\"message\":{\"content\":\"book\"}}]}",
                "{\"choices\":[{\"message\":{\"content\":\"{\\\"meaning\\\":\\\"fax\\\"}\"}}]}",
                "{\"choices\":[{\"message\":{\"content\":\"{\\\"meaning\\\":[\\\"book\\\"]}\"}}]}",
                "{\"choices\":[{\"message\":{\"content\":\"{\\\"mean\"},\"finish_reason\":\"length\"}]}",
            })
    void whatIsNoneOfTheWordsIsOfNoUse(String body) {
        assertThat(read(200, body)).isEqualTo(new Missing(Unserved.UNUSABLE));
    }

    @ParameterizedTest
    @CsvSource({
        "400, REFUSED, false",
        "401, UNAUTHORIZED, false",
        "404, REFUSED, false",
        "429, RATE_LIMITED, false",
        "500, ERROR, true",
        "503, ERROR, true",
        "302, ERROR, true",
    })
    void whatIsNoSuccessSaysWhy(int status, Unserved why, boolean outage) {
        assertThat(read(status, "{\"error\":{}}")).isEqualTo(new Missing(why));
        assertThat(why.isOutage()).isEqualTo(outage);
    }

    private static Reading read(int status, String body) {
        return CompletionForm.read(status, body.getBytes(UTF_8), MEANINGS.keySet());
    }

    private static String completion(String content) {
        return "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"%s\"}}]}".formatted(content);
    }
}
