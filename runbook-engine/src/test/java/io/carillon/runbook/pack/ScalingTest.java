package io.carillon.runbook.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.runbook.Packs;
import io.carillon.runbook.Texts;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pack at a higher speed differs from itself in its durations and in nothing else. */
class ScalingTest {
    private record Found(String path, Object value) {}

    static Stream<String> packs() {
        return Stream.concat(Texts.in("/runbooks").stream(), Texts.in("/fixtures").stream());
    }

    @ParameterizedTest
    @MethodSource("packs")
    void everyDurationIsDividedAndNothingElseChanges(String file) throws Exception {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        Pack pack = Packs.resource(file);
        List<Found> before = leaves(pack);
        assertThat(before).as("durations found").anyMatch(found -> found.value() instanceof Duration);
        for (int trial = 0; trial < 20; trial++) {
            int speed = random.nextInt(1, 100);
            List<Found> after = leaves(pack.scaled(speed));

            assertThat(after).hasSameSizeAs(before);
            for (int index = 0; index < before.size(); index++) {
                assertThat(after.get(index))
                        .as("%s at speed %d", before.get(index).path(), speed)
                        .isEqualTo(expected(before.get(index), speed));
            }
        }
    }

    private static Found expected(Found found, int speed) {
        boolean stays = found.path().endsWith(".validFor") || found.path().endsWith(".timeout");
        return found.value() instanceof Duration duration && !stays
                ? new Found(found.path(), duration.dividedBy(speed))
                : found;
    }

    /** Every value of a record tree that is not itself a record, with the way to it. */
    private static List<Found> leaves(Object root) throws ReflectiveOperationException {
        List<Found> found = new ArrayList<>();
        collect("pack", root, found);
        return found;
    }

    private static void collect(String path, Object value, List<Found> found) throws ReflectiveOperationException {
        switch (value) {
            case Optional<?> optional when optional.isPresent() -> collect(path, optional.get(), found);
            case Map<?, ?> map -> {
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    collect(path + "." + entry.getKey(), entry.getValue(), found);
                }
            }
            case List<?> list -> {
                int index = 0;
                for (Object item : list) {
                    collect(path + "[" + index++ + "]", item, found);
                }
            }
            case Collection<?> set -> found.add(new Found(path, set));
            case Record each -> {
                for (RecordComponent component : each.getClass().getRecordComponents()) {
                    collect(
                            path + "." + component.getName(),
                            component.getAccessor().invoke(each),
                            found);
                }
            }
            default -> found.add(new Found(path, value));
        }
    }
}
