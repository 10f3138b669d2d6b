package io.carillon.runbook.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.runbook.Packs;
import io.carillon.runbook.Texts;
import io.carillon.runbook.pack.Pack;
import io.carillon.runbook.parse.PackOutcome;
import io.carillon.runbook.rule.Bucket;
import io.carillon.runbook.rule.CountEvaluator;
import io.carillon.runbook.rule.Verdict;
import io.carillon.runbook.rule.Watch;
import io.carillon.runbook.rule.Watch.SeriesWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackLoaderTest {
    private static final Instant NOW = Instant.parse("2026-01-05T03:00:00Z");
    private static final String COUNT = "when: { count: { series: ships.lost, above: 2 } }, window: 30s, rank: 1";

    @TempDir
    Path directory;

    @Test
    void aBundledPackIsFoundByItsName() {
        assertThat(loaded(new PackLoader(Optional.empty(), 1).load("default")).name())
                .isEqualTo("default");
    }

    @Test
    void aDirectoryGoesBeforeTheBundledPacks() throws IOException {
        write("default", Packs.yaml(COUNT));
        PackLoader loader = new PackLoader(Optional.of(directory), 1);

        assertThat(loaded(loader.load("default")).name()).isEqualTo("lighthouse");
        assertThat(loaded(loader.load("patientflow")).name())
                .as("not in the directory")
                .isEqualTo("patientflow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "../secret", "a/b", "", "Default", "default.yaml"})
    void whatIsNoPackIsRefusedWithTheReason(String name) {
        assertThat(new PackLoader(Optional.of(directory), 1).load(name))
                .isInstanceOfSatisfying(
                        PackOutcome.Refused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .satisfies(problem -> assertThat(problem.reason())
                                        .containsAnyOf("there is no pack", "is no pack name")));
    }

    @Test
    void aFileThatIsNoTextIsRefused() throws IOException {
        Files.write(directory.resolve("odd.yaml"), new byte[] {'p', (byte) 0xff, (byte) 0xfe});

        assertThat(new PackLoader(Optional.of(directory), 1).load("odd"))
                .isInstanceOfSatisfying(
                        PackOutcome.Refused.class,
                        refused -> assertThat(refused.toString()).contains("it is not UTF-8"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "when: { ratio: { part: a, of: b, above: 5% } }, window: 1m, rank: 1",
                "when: { rate: { series: a, above: 5/s } }, window: 1m, rank: 1",
                "when: { quantile: { series: a, take: p95, above: 5s } }, window: 1m, rank: 1",
                "when: { gauge: { series: a, above: 5 } }, rank: 1",
                "when: { trend: { series: a, direction: rising, samples: 3, every: 1m } }, rank: 1",
                "when: { absence: { series: a } }, window: 1m, rank: 1",
                "when: { count: { series: a, above: 5 } }, window: 1m, rank: 1, scope: clinic"
            })
    void aRuleThatNobodyEvaluatesIsRefusedOnItsLine(String rule) throws IOException {
        String yaml = Packs.yaml(rule);
        write("unheard", yaml);
        assertThat(Packs.load(yaml).rules()).as("right in itself").hasSize(1);

        int line =
                (int) yaml.lines().takeWhile(text -> !text.contains("id: dark")).count() + 1;
        assertThat(new PackLoader(Optional.of(directory), 1).load("unheard"))
                .isInstanceOfSatisfying(
                        PackOutcome.Refused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.line()).isEqualTo(line);
                                    assertThat(problem.reason()).startsWith("rule 'dark' would never fire: ");
                                }));
        assertThat(Watch.of(Packs.load(yaml)))
                .filteredOn(watch -> Watch.whyNot(watch.rule()).isEmpty())
                .isEmpty();
    }

    @Test
    void aCompositeIsRefusedThoughItsPartsAreEvaluated() throws IOException {
        write(
                "both",
                Packs.yaml(COUNT + ", tier: horn, teams: [tower], page: docs/runbooks/lighthouse.md }\n"
                        + "  - { id: both, name: Both, when: { composite: { any: [dark] } }, rank: 1"));

        assertThat(new PackLoader(Optional.of(directory), 1).load("both"))
                .isInstanceOfSatisfying(
                        PackOutcome.Refused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .satisfies(
                                        problem -> assertThat(problem.reason())
                                                .isEqualTo(
                                                        "rule 'both' would never fire: rules of kind composite have no evaluator yet")));
    }

    @Test
    void speedDividesEveryDurationOfTheLoadedPack() {
        Pack pack = loaded(new PackLoader(Optional.empty(), 12).load("patientflow"));

        assertThat(pack.rule("pf-service-down").orElseThrow().hold()).isEqualTo(Duration.ofSeconds(10));
        assertThat(pack.rule("pf-twilio-webhook-failures").orElseThrow().window())
                .isEqualTo(Duration.ofSeconds(25));
        assertThatThrownBy(() -> new PackLoader(Optional.empty(), 0)).hasMessageContaining("expected 1 or more");
    }

    @Test
    void aReloadTakesAChangedLimitAndKeepsTheOldSetWhenTheNewOneIsWrong() throws IOException {
        write("live", Packs.yaml(COUNT));
        PackLoader loader = new PackLoader(Optional.of(directory), 1);
        PackHolder holder = new PackHolder(loader, "live", loaded(loader.load("live")));
        assertThat(afterTwoLost(holder.current())).isInstanceOf(Verdict.Clear.class);

        write("live", Packs.yaml(COUNT.replace("above: 2", "above: 1")));
        assertThat(holder.reload()).isInstanceOf(PackOutcome.Loaded.class);
        assertThat(afterTwoLost(holder.current())).isInstanceOf(Verdict.Firing.class);

        Pack before = holder.current();
        write("live", Packs.yaml(COUNT.replace("above: 2", "above: few")));
        assertThat(holder.reload())
                .isInstanceOfSatisfying(
                        PackOutcome.Refused.class,
                        refused -> assertThat(refused.toString()).contains("'above' is 'few'"));
        assertThat(holder.current()).isSameAs(before);

        Files.delete(directory.resolve("live.yaml"));
        assertThat(holder.reload()).isInstanceOf(PackOutcome.Refused.class);
        assertThat(holder.current()).isSameAs(before);
    }

    @Test
    void aPackWithInventedNamesUnitsAndLimitsFires() throws IOException {
        write(
                "mill",
                Texts.of("/defects/step-not-later.yaml")
                        .replace("after: 15m, contacts: [bob]", "after: 31m, contacts: [bob]")
                        .replace("calls.failed{kind=voice}", "sacks.burst{grain=rye}")
                        .replace("above: 10", "atLeast: 3"));
        Pack pack = loaded(new PackLoader(Optional.of(directory), 1).load("mill"));
        SeriesWatch watch = (SeriesWatch) Watch.of(pack).getLast();

        assertThat(watch.condition()).hasToString("count:sacks.burst{grain=rye}");
        assertThat(after(watch.evaluator(), 2)).isInstanceOf(Verdict.Clear.class);
        assertThat(after(watch.evaluator(), 3))
                .isInstanceOfSatisfying(
                        Verdict.Firing.class,
                        firing -> assertThat(firing.reading().limit()).isEqualTo("≥ 3 in 5m"));
    }

    private static Verdict afterTwoLost(Pack pack) {
        return after(((SeriesWatch) Watch.of(pack).getFirst()).evaluator(), 2);
    }

    private static Verdict after(CountEvaluator evaluator, long sum) {
        Bucket bucket = new Bucket("a", NOW.minusSeconds(5), NOW, sum, NOW);
        return evaluator.observe(evaluator.initial(NOW), bucket, NOW).verdict();
    }

    private static Pack loaded(PackOutcome outcome) {
        return switch (outcome) {
            case PackOutcome.Loaded loaded -> loaded.pack();
            case PackOutcome.Refused refused ->
                throw new AssertionError(List.of(refused).toString());
        };
    }

    private void write(String name, String yaml) throws IOException {
        Files.writeString(directory.resolve(name + ".yaml"), yaml);
    }
}
