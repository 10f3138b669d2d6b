package io.carillon.bench.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.carillon.bench.Load;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

    @Test
    void anythingButBookedAndRightlyRefusedFailsTheRun() {
        var good = load(9_500, 500, 0, 0);
        assertThat(Rounds.verified("us", good)).isSameAs(good);

        var lostAnswer = load(9_500, 500, 1, 0);
        var begunAgain = load(9_500, 500, 0, 1);
        var refusedTooOften = load(9_000, 1_000, 0, 0);
        var neverRefused = load(10_000, 0, 0, 0);

        for (var load : List.of(lostAnswer, begunAgain, refusedTooOften, neverRefused)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Rounds.verified("us", load))
                    .withMessageStartingWith("us: not a valid run");
        }
    }

    @Test
    void aPeerMayFailOnceInAThousand() {
        var now = load(9_490, 500, 10, 0);
        assertThat(Rounds.peers("peer", now)).isSameAs(now);

        assertThatIllegalStateException().isThrownBy(() -> Rounds.peers("peer", load(9_489, 500, 11, 0)));
        assertThatIllegalStateException().isThrownBy(() -> Rounds.peers("peer", load(9_500, 500, 0, 1)));
    }

    private static Load load(int created, int conflicts, int errors, int repeated) {
        var second = Duration.ofSeconds(1);
        return new Load(1_000, 10_000, created, conflicts, errors, repeated, second, second);
    }
}
