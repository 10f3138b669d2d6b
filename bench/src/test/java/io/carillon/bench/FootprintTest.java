package io.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class FootprintTest {

    private static final List<String> ROLLUP = List.of(
            "55d0c0000000-7ffd0000 ---p 00000000 00:00 0                          [rollup]",
            "Rss:              211412 kB",
            "Pss:              201103 kB",
            "Pss_Dirty:        180000 kB",
            "Shared_Clean:      10308 kB");

    @Test
    void readsWhatLinuxTells() {
        assertThat(Footprint.parse("kafka", ROLLUP)).isEqualTo(new Footprint("kafka", 1, 211_412, 201_103));
    }

    @Test
    void addsUpUnderItsOwnName() {
        var sum = new Footprint("together", 0, 0, 0)
                .plus(new Footprint("a", 2, 10, 5))
                .plus(new Footprint("b", 1, 3, 2));

        assertThat(sum).isEqualTo(new Footprint("together", 3, 13, 7));
    }

    @Test
    void somethingElseIsNotTakenForNoMemory() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Footprint.parse("kafka", List.of()))
                .withMessageContaining("Rss:");
    }
}
