package io.carillon.webhook.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentAnswersTest {

    private static final Answer ANSWER = Answer.noContent();

    private final RecentAnswers recent = new RecentAnswers(100);

    @Test
    void theLastOnesAreKnownAndTheNumberOfAllIsBounded() {
        var keys = IntStream.range(0, 1_000).mapToObj(RecentAnswersTest::key).toList();

        keys.forEach(key -> recent.keep(key, ANSWER));

        var known = keys.stream().filter(key -> recent.find(key) != null).toList();
        assertThat(known).hasSizeBetween(100, 200).containsAll(keys.subList(900, 1_000));
    }

    @Test
    void whatWasNotAnsweredIsNotKnown() {
        recent.keep(key(1), ANSWER);

        assertThat(recent.find(key(1))).isSameAs(ANSWER);
        assertThat(recent.find(key(2))).isNull();
    }

    private static ReplayKey key(int number) {
        return ReplayKey.ofBody("POST", "/x", Integer.toString(number).getBytes(UTF_8), null);
    }
}
