package io.carillon.health.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.events.HealthEvent.Outcome;
import io.carillon.health.probe.CheckResult;
import io.carillon.health.probe.Reason;
import io.carillon.health.watch.ProbeState.Change;
import io.carillon.health.watch.ProbeState.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeStateTest {

    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    /** One letter a look, one second apart; upper case marks the looks at which a change is told. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, uuDU", // one failure is enough, so is one success
        "3, 1, ddDddU",
        "3, 2, uddudduddDuUddDuduU",
        "2, 3, dDuuduuU",
        "3, 1, dduddu", // three failures, never three in a row
    })
    void changes_are_told_after_as_many_equal_looks_as_the_pack_wants(int failures, int successes, String looks) {
        var told = new StringBuilder();
        for (var look : run(failures, successes, looks.toLowerCase(Locale.ROOT))) {
            var letter = look.state().last().outcome() == Outcome.UP ? "u" : "d";
            told.append(look.change().isPresent() ? letter.toUpperCase(Locale.ROOT) : letter);
        }
        assertThat(told).hasToString(looks);
    }

    @Test
    void a_change_says_when_its_first_look_was_and_why_the_last_one_failed() {
        var steps = run(3, 1, "uddd");

        assertThat(steps.getLast().change())
                .contains(new Change(Outcome.UP, Outcome.DOWN, Reason.REFUSED, START.plusSeconds(1)));
        assertThat(steps.getLast().state().failures()).isEqualTo(3);
        assertThat(steps.getLast().state().since()).isEqualTo(START.plusSeconds(1));
    }

    @Test
    void one_good_look_ends_the_count_of_failures_though_not_yet_the_trouble() {
        var steps = run(1, 2, "ddu");

        assertThat(steps.getLast().state().failures()).isZero();
        assertThat(steps.getLast().state().settled()).isEqualTo(Outcome.DOWN);
        assertThat(steps.getLast().change()).isEqualTo(Optional.empty());
    }

    private static List<ProbeState.Step> run(int failures, int successes, String looks) {
        var thresholds = new Thresholds(failures, successes);
        var steps = new ArrayList<ProbeState.Step>();
        for (var i = 0; i < looks.length(); i++) {
            var result = looks.charAt(i) == 'u' ? CheckResult.UP : CheckResult.down(Reason.REFUSED);
            var look = new Look(result, Duration.ofMillis(3), START.plusSeconds(i));
            steps.add(
                    steps.isEmpty()
                            ? ProbeState.first(look, thresholds)
                            : steps.getLast().state().next(look, thresholds));
        }
        return steps;
    }
}
