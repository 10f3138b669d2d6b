package io.carillon.runbook.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.runbook.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * One broken pack a defect. Each file says on the offending line what is expected of the parser ({@code # expect: …}),
 * and at its top whether the schema refuses it too or cannot see it.
 */
class DefectsTest {
    private static final String EXPECT = "# expect: ";

    private record Expected(int line, String reason) {}

    static Stream<String> defects() {
        return Texts.in("/defects").stream();
    }

    @ParameterizedTest
    @MethodSource("defects")
    void everyDefectIsRefusedOnItsLineWithItsReason(String file) {
        String yaml = Texts.of(file);

        PackOutcome outcome = PackParser.parse(file, yaml);

        List<Expected> expected = expected(yaml);
        assertThat(expected).isNotEmpty();
        assertThat(outcome).isInstanceOfSatisfying(PackOutcome.Refused.class, refused -> {
            assertThat(refused.problems()).as(refused.toString()).hasSameSizeAs(expected);
            for (Expected each : expected) {
                assertThat(refused.problems()).as(refused.toString()).anySatisfy(problem -> {
                    assertThat(problem.line()).isEqualTo(each.line());
                    assertThat(problem.reason()).contains(each.reason());
                    assertThat(problem.expected()).isNotBlank();
                });
            }
            assertThat(refused.toString())
                    .startsWith(file + ":" + expected.getFirst().line() + ": ");
        });
    }

    @ParameterizedTest
    @MethodSource("defects")
    void theSchemaAgreesWhereASchemaCanSee(String file) {
        String yaml = Texts.of(file);
        String verdict = yaml.lines()
                .filter(line -> line.startsWith("# schema: "))
                .findFirst()
                .orElseThrow()
                .substring("# schema: ".length());

        switch (verdict) {
            case "refuses" -> assertThat(PackSchema.objections(yaml)).isNotEmpty();
            case "cannot see" -> assertThat(PackSchema.objections(yaml)).isEmpty();
            case "unreadable" ->
                assertThatThrownBy(() -> PackSchema.objections(yaml)).isInstanceOf(YamlEngineException.class);
            default -> throw new IllegalArgumentException("schema: " + verdict);
        }
    }

    private static List<Expected> expected(String yaml) {
        List<Expected> all = new ArrayList<>();
        List<String> lines = yaml.lines().toList();
        for (int index = 0; index < lines.size(); index++) {
            String[] parts = lines.get(index).split(EXPECT);
            for (int part = 1; part < parts.length; part++) {
                all.add(new Expected(index + 1, parts[part].strip()));
            }
        }
        return all;
    }
}
