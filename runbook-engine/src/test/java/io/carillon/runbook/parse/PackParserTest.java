package io.carillon.runbook.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.runbook.Texts;
import io.carillon.runbook.pack.Condition;
import io.carillon.runbook.pack.Pack;
import io.carillon.runbook.pack.Probe;
import io.carillon.runbook.pack.Rule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackParserTest {

    static Stream<String> packs() {
        return Stream.concat(Texts.in("/runbooks").stream(), Texts.in("/fixtures").stream());
    }

    @ParameterizedTest
    @MethodSource("packs")
    void packsAndFixturesAreAcceptedByModelAndSchema(String file) {
        String yaml = Texts.of(file);

        assertThat(PackParser.parse(file, yaml)).as(file).isInstanceOf(PackOutcome.Loaded.class);
        assertThat(PackSchema.objections(yaml)).as(file).isEmpty();
    }

    @Test
    void theFixturesSayEveryKindOfRuleAndProbe() {
        List<Pack> fixtures =
                Texts.in("/fixtures").stream().map(PackParserTest::load).toList();

        assertThat(fixtures).hasSize(5);
        Set<String> rules = new TreeSet<>();
        Set<String> probes = new TreeSet<>();
        for (Pack pack : fixtures) {
            pack.rules().stream().map(Rule::condition).map(Condition::kind).forEach(rules::add);
            pack.probes().stream().map(Probe::kind).forEach(probes::add);
        }
        assertThat(rules)
                .containsExactly(
                        "absence", "composite", "count", "gauge", "health", "quantile", "rate", "ratio", "trend");
        assertThat(probes).containsExactly("certificate", "dns", "heartbeat", "http", "kafka", "redis", "sql", "tcp");
        assertThat(rules).hasSize(Condition.class.getPermittedSubclasses().length);
        assertThat(probes).hasSize(Probe.class.getPermittedSubclasses().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment", "---\n...", "just text", "42", "null", "a: b: c", "\t", "&a [*a]"})
    void whatIsNoPackIsRefusedAndNothingIsThrown(String text) {
        assertThat(PackParser.parse("x.yaml", text))
                .isInstanceOfSatisfying(
                        PackOutcome.Refused.class,
                        refused -> assertThat(refused.problems())
                                .isNotEmpty()
                                .allSatisfy(problem ->
                                        assertThat(problem.toString()).startsWith("x.yaml:")));
    }

    @Test
    void aFileCutOffAnywhereIsRefusedOrReadButNeverThrows() {
        for (String file : Texts.in("/runbooks")) {
            String yaml = Texts.of(file);
            for (int end = 0; end < yaml.length(); end += 97) {
                PackOutcome outcome = PackParser.parse(file, yaml.substring(0, end));
                assertThat(outcome).isInstanceOfAny(PackOutcome.Refused.class, PackOutcome.Loaded.class);
            }
        }
    }

    private static Pack load(String file) {
        return switch (PackParser.parse(file, Texts.of(file))) {
            case PackOutcome.Loaded loaded -> loaded.pack();
            case PackOutcome.Refused refused -> throw new AssertionError(refused.toString());
        };
    }
}
