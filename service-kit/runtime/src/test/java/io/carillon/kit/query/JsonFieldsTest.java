package io.carillon.kit.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.kit.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {

    private static final Pattern CODE = Pattern.compile("[a-z]{1,3}");

    @Test
    void whatIsSentIsRead() {
        var fields = of("""
                {"id":"a b","at":"2030-01-07T09:00:00+01:00","label":"  x  ","code":"ab","codes":["b","a","b"],"n":7,
                 "yes":true,"no":false,"day":"2030-01-07","list":[{"n":1},{"n":2}],"word":"WEEKLY"}""");

        assertThat(fields.id("id")).isEqualTo("a b");
        assertThat(fields.time("at")).isEqualTo(Instant.parse("2030-01-07T08:00:00Z"));
        assertThat(fields.label("label", 1)).contains("x");
        assertThat(fields.text("code", CODE, "letters")).isEqualTo("ab");
        assertThat(fields.list("codes").texts(CODE, "letters", 3)).containsExactly("a", "b");
        assertThat(fields.number("n", 1, 7)).contains(7);
        assertThat(fields.flag("yes")).contains(true);
        assertThat(fields.flag("no")).contains(false);
        assertThat(fields.optionalDate("day")).isEqualTo(LocalDate.of(2030, 1, 7));
        assertThat(fields.list("list").objects(1, 2))
                .extracting(one -> one.optionalNumber("n", 0, 1, 2))
                .containsExactly(1, 2);
        assertThat(fields.word("word", List.of("DAILY", "WEEKLY"))).isEqualTo("WEEKLY");
        fields.check();
    }

    /** An encoding that JSON does not have is found out while reading. */
    @Test
    void whatIsInNoEncodingOfJsonIsNoJson() {
        assertThat(JsonFields.read(new byte[] {0, 'A', 0, 0})).isEmpty();
        assertThat(JsonFields.read(new byte[] {0, 0, (byte) 0xff, (byte) 0xfe})).isEmpty();
    }

    @Test
    void whatIsMissingOrNullIsMissing() {
        var fields = of("{\"text\":null}");

        for (var name : new String[] {"text", "other"}) {
            assertThat(fields.has(name)).isFalse();
            assertThat(fields.optionalText(name, 1)).isNull();
            assertThat(fields.optionalTime(name)).isNull();
            assertThat(fields.label(name, 1)).isEmpty();
            assertThat(fields.text(name, CODE, "letters")).isNull();
            assertThat(fields.list(name).texts(CODE, "letters", 1)).isEmpty();
            assertThat(fields.number(name, 0, 1)).isEmpty();
            assertThat(fields.flag(name)).isEmpty();
            assertThat(fields.optionalDate(name)).isNull();
            assertThat(fields.object(name)).isNull();
        }
        fields.check();
    }

    /** Nothing of what was sent may come back: it may be a name, a number, or an attack on whoever reads the answer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"<secret>\"",
                "[\"<secret>\"]",
                "{\"<secret>\":\"<secret>\"}",
                "666.666",
                "\"\\u0000<secret>\"",
                "\"\\ud800<secret>\""
            })
    void everyFaultIsToldAtOnceAndNothingIsRepeated(String value) {
        var fields = of("{\"f\":" + value + ",\"list\":[{\"f\":" + value + "},7]}");

        assertThat(fields.id("f") == null || value.startsWith("\"<")).isTrue();
        fields.time("f");
        fields.label("f", 3);
        fields.text("f", CODE, "one to three letters");
        fields.list("f").texts(CODE, "letters", 1);
        fields.number("f", 1, 2);
        fields.flag("f");
        fields.optionalDate("f");
        fields.word("f", List.of("DAILY"));
        fields.list("f").words(List.of("DAILY"));
        fields.list("list").objects(1, 2).getFirst().time("f");
        fields.requiredLabel("gone", 3);

        assertThatThrownBy(fields::check)
                .isInstanceOf(ProblemException.class)
                .hasMessageNotContainingAny("secret", "666")
                .hasMessageContaining("f is not valid; expected one to three letters.")
                .hasMessageContaining("list[1] is not an object.")
                .hasMessageContaining("list[0].f is not a ")
                .hasMessageContaining("gone is missing.");
    }

    @Test
    void aBodyOfFaultsIsNotAnsweredWithABook() {
        var fields = of("{}");
        for (int i = 0; i < 1000; i++) {
            fields.fault("f" + i, "is missing");
        }

        assertThat(fields.faults().orElseThrow()).contains("f19 ").doesNotContain("f20 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "null", "{", "{} {}"})
    void whatIsNoObjectIsNoBody(String body) {
        assertThat(JsonFields.read(body.getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThatThrownBy(() -> of(body)).hasMessageContaining("not a JSON object; expected f.");
    }

    private static JsonFields of(String body) {
        return JsonFields.of(body.getBytes(StandardCharsets.UTF_8), "f");
    }
}
