package io.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CpuTimeTest {

    @Test
    void ownAndWaitedForTimesAreSummedWhateverTheNameHolds() {
        var stat = "4711 (post) gres: x) S 1 2 3 4 5 6 7 8 9 10 100 20 3 4 20 0 1 0 99 100";

        assertThat(CpuTime.ticks(stat)).isEqualTo(127);
    }

    @Test
    void thisProcessHasUsedSome() throws IOException {
        assertThat(CpuTime.ofTree(ProcessHandle.current())).isGreaterThan(Duration.ZERO);
    }
}
