package io.carillon.webhook.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AnswerReferencesTest {

    private Instant now = Instant.parse("2026-11-21T20:00:00Z");
    private final InstantSource source = () -> now;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final AnswerReferences references = new AnswerReferences(clock);

    @Test
    void anAnswerIsToldAtOnceAndAgainAfterAMinute() {
        var greeting = greeting();

        assertThat(references.due(greeting)).isTrue();
        assertThat(references.due(greeting)).isFalse();
        now = now.plus(AnswerReferences.AGAIN).plusMillis(1);
        assertThat(references.due(greeting)).isTrue();
        assertThat(references.due(greeting)).isFalse();
    }

    @Test
    void whatDidNotArriveIsToldAgain() {
        var greeting = greeting();
        references.due(greeting);

        references.forget();

        assertThat(references.due(greeting)).isTrue();
    }

    @Test
    void theSameWordsHaveTheSameReferenceOnEveryReplica() {
        var elsewhere = new AnswerReferences(clock);

        assertThat(references.of(greeting()))
                .isEqualTo(elsewhere.of(greeting()))
                .satisfies(reference ->
                        assertThat(AnswerReferences.isReference(reference)).isTrue());
        assertThat(references.of(answer("other words ".repeat(10)))).isNotEqualTo(references.of(greeting()));
    }

    @Test
    void whatIsShorterThanAReferenceIsKeptAsItIs() {
        assertThat(AnswerReferences.isLong(Answer.noContent())).isFalse();
        assertThat(AnswerReferences.isLong(greeting())).isTrue();
    }

    private static Answer greeting() {
        return answer("Good morning. ".repeat(10));
    }

    private static Answer answer(String text) {
        return new Answer(200, "text/xml", text.getBytes(UTF_8));
    }
}
