package io.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void aTableIsPaddedAndItsFiguresStandRight() {
        var table = new MarkdownTable("what", "ms").row("a", "1").row("longer | odd", "1000");

        assertThat(table).hasToString("""
                | what          |   ms |
                | ------------- | ---: |
                | a             |    1 |
                | longer \\| odd | 1000 |
                """);
    }

    @Test
    void aRowHasACellForEachColumn() {
        var table = new MarkdownTable("what", "ms");

        assertThatIllegalArgumentException().isThrownBy(() -> table.row("a"));
    }

    @Test
    void startsShowTheMedianAndTheSumOfMemory() {
        var starts = new Starts(
                Duration.ofMillis(12_340),
                List.of(Duration.ofMillis(9_000), Duration.ofMillis(7_000), Duration.ofMillis(8_060)),
                List.of(new Footprint("one", 1, 2_048, 1_024), new Footprint("tree", 3, 10_240, 4_096)));

        assertThat(Report.starts(starts))
                .containsPattern("median of 3 +\\| +8\\.1 s \\|")
                .contains("9.0 s, 7.0 s, 8.1 s", "12.3 s")
                .containsPattern("tree +\\| +3 \\| +10 \\| +4 \\|")
                .containsPattern("together +\\| +4 \\| +12 \\| +5 \\|");
    }

    @Test
    void detectionsNameTheirRuleAndCountTheirRuns() {
        var detections =
                new Detections(Duration.ofMillis(1_500), times(700, 900), times(90, 200), Duration.ofMillis(155));

        assertThat(Report.detections(List.of(detections)))
                .containsPattern("row written, `for: 1.5s` +\\| +2 \\| +90 \\| +200 \\| +200 \\| +145 \\|")
                .containsPattern("committed, `for: 1.5s` +\\| +2 \\| +- \\| +- \\| +- \\| +155 \\|")
                .containsPattern("stand-in, `for: 1.5s` +\\| +2 \\| +110 \\| +220 \\| +220 \\| +165 \\|")
                .containsPattern("start: row, `for: 1.5s` +\\| +2 \\| +700 \\| +900 \\| +900 \\| +800 \\|");
    }

    private static Detections.Times times(long... committed) {
        return new Detections.Times(distribution(0, committed), distribution(20, committed));
    }

    private static Distribution distribution(long later, long... millis) {
        return new Distribution(LongStream.of(millis)
                .mapToObj(each -> Duration.ofMillis(each + later))
                .toList());
    }
}
