package io.carillon.runbook.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.runbook.Packs;
import io.carillon.runbook.pack.Pack;
import io.carillon.runbook.rule.Watch.ProbeWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthEvaluatorTest {
    private static final Instant START = Instant.parse("2026-01-05T03:00:00Z");
    private static final String FOR_A_MINUTE = "when: { health: { probes: [lamp] } }, for: 1m, rank: 1";
    private static final String IN_A_ROW =
            "when: { health: { probes: [lamp], failures: { bands: [{ atLeast: 2, below: 5, rank: 2 }, { atLeast: 5, rank: 1 }] } } }";

    /** A probe under a rule, told what happens at which second. */
    private static final class Probed {
        private final HealthEvaluator evaluator;
        private HealthState state;
        private Verdict verdict;

        Probed(Pack pack) {
            evaluator = ((ProbeWatch) Watch.of(pack).getFirst()).evaluator();
            state = evaluator.initial(START);
            tick(0);
        }

        Verdict check(double second, boolean up) {
            return keep(evaluator.observe(state, new ProbeObservation(at(second), up), at(second)));
        }

        /** Checks every four seconds, as the probe does, from and to inclusive. */
        Verdict checks(int from, int to, boolean up) {
            for (int second = from; second <= to; second += 4) {
                check(second, up);
            }
            return verdict;
        }

        Verdict tick(double second) {
            return keep(evaluator.tick(state, at(second)));
        }

        private Verdict keep(Evaluation<HealthState> evaluation) {
            state = evaluation.state();
            verdict = evaluation.verdict();
            return verdict;
        }
    }

    private static Instant at(double second) {
        return START.plusNanos((long) (second * 1e9));
    }

    @Test
    void firesWhenItHasFailedForExactlyItsTimeAndNotEarlier() {
        Probed probe = new Probed(Packs.withRule(FOR_A_MINUTE));
        probe.check(4, true);

        Verdict early = probe.checks(8, 64, false);
        assertThat(early).isInstanceOfSatisfying(Verdict.Pending.class, pending -> {
            assertThat(pending.since()).isEqualTo(at(8));
            assertThat(pending.firesAt()).isEqualTo(at(68));
        });
        assertThat(probe.tick(67.999)).isInstanceOf(Verdict.Pending.class);

        assertThat(probe.tick(68)).isInstanceOfSatisfying(Verdict.Firing.class, firing -> {
            assertThat(firing.rank()).isEqualTo(1);
            assertThat(firing.since()).isEqualTo(at(8));
            assertThat(firing.t0()).isEqualTo(at(68));
            assertThat(firing.reading().limit()).isEqualTo("down for 1m");
            assertThat(firing.reading().value()).hasToString("1m");
            assertThat(firing.reading().samples()).isEqualTo(15);
        });
    }

    @Test
    void t0IsTheEndOfItsTimeHoweverLateSomebodyLooks() {
        Probed probe = new Probed(Packs.withRule(FOR_A_MINUTE));

        assertThat(probe.checks(0, 80, false))
                .isInstanceOfSatisfying(
                        Verdict.Firing.class, firing -> assertThat(firing.t0()).isEqualTo(at(60)));
    }

    @Test
    void aSingleGoodCheckBeforeTheTimeIsOverStartsAnew() {
        Probed probe = new Probed(Packs.withRule(FOR_A_MINUTE));
        probe.checks(0, 56, false);

        assertThat(probe.check(58, true)).isInstanceOf(Verdict.Clear.class);
        probe.checks(60, 116, false);
        assertThat(probe.tick(119.999)).isInstanceOf(Verdict.Pending.class);
        assertThat(probe.tick(120)).isInstanceOf(Verdict.Firing.class);
    }

    @Test
    void aGoodCheckAfterTheTimeIsOverFindsItFired() {
        // Nobody ticked between the last failure and the good check; the outcome must not depend on that.
        Probed probe = new Probed(Packs.withRule(FOR_A_MINUTE));
        probe.checks(0, 56, false);

        assertThat(probe.check(61, true)).isInstanceOf(Verdict.Firing.class);
    }

    @Test
    void flappingNeverFires() {
        Probed probe = new Probed(Packs.withRule(FOR_A_MINUTE));
        for (int second = 0; second < 3600; second += 4) {
            Verdict verdict = probe.check(second, second % 56 == 0);
            assertThat(verdict).isInstanceOfAny(Verdict.Pending.class, Verdict.Clear.class);
        }
    }

    @Test
    void clearsWhenItHasBeenGoodForExactlyResolveAfter() {
        Probed probe = new Probed(Packs.withRule(FOR_A_MINUTE));
        probe.checks(0, 60, false);

        probe.checks(64, 180, true);
        assertThat(probe.tick(183.999)).isInstanceOf(Verdict.Firing.class);
        assertThat(probe.tick(184)).isInstanceOf(Verdict.Clear.class);
    }

    @Test
    void failingAgainWhileItClearsKeepsTheSameFiring() {
        Probed probe = new Probed(Packs.withRule(FOR_A_MINUTE));
        probe.checks(0, 60, false);
        probe.checks(64, 180, true);

        assertThat(probe.check(182, false))
                .isInstanceOfSatisfying(
                        Verdict.Firing.class, firing -> assertThat(firing.t0()).isEqualTo(at(60)));
        probe.checks(184, 300, true);
        assertThat(probe.tick(303.999)).isInstanceOf(Verdict.Firing.class);
        assertThat(probe.tick(304)).isInstanceOf(Verdict.Clear.class);
    }

    @Test
    void silenceNeitherFiresNorClears() {
        // The probe looks every 4 s and waits 1 s: after 9 s of silence nobody knows.
        Probed probe = new Probed(Packs.withRule(FOR_A_MINUTE));
        probe.checks(0, 48, false);
        assertThat(probe.tick(57)).isInstanceOf(Verdict.Pending.class);
        assertThat(probe.tick(57.001)).isEqualTo(new Verdict.NoData(Optional.of(at(48)), false));
        assertThat(probe.tick(600)).isInstanceOf(Verdict.NoData.class);

        probe.checks(601, 605, false);
        assertThat(probe.tick(605)).isInstanceOf(Verdict.Firing.class);
        probe.check(609, true);
        assertThat(probe.tick(6000)).isEqualTo(new Verdict.NoData(Optional.of(at(609)), true));
    }

    @Test
    void neverHeardOfIsMissingToo() {
        Probed probe = new Probed(Packs.withRule(FOR_A_MINUTE));

        assertThat(probe.tick(9)).isInstanceOf(Verdict.Clear.class);
        assertThat(probe.tick(9.001)).isEqualTo(new Verdict.NoData(Optional.empty(), false));
    }

    @Test
    void repeatedAndOvertakenChecksChangeNothing() {
        Probed probe = new Probed(Packs.withRule(IN_A_ROW));
        probe.check(4, false);
        HealthState once = probe.state;

        probe.check(4, false);
        assertThat(probe.state).isEqualTo(once);
        probe.check(2, true);
        assertThat(probe.state).isEqualTo(once);
    }

    @Test
    void aStampFromTheFutureIsClampedToThePresent() {
        Probed probe = new Probed(Packs.withRule(FOR_A_MINUTE));
        Evaluation<HealthState> seen =
                probe.evaluator.observe(probe.state, new ProbeObservation(at(3600), false), at(4));

        assertThat(seen.state().lastAt()).isEqualTo(at(4));
        assertThat(seen.state().downSince()).isEqualTo(at(4));
    }

    @Test
    void failuresInARowCountUpThroughTheBands() {
        Probed probe = new Probed(Packs.withRule(IN_A_ROW));

        assertThat(probe.check(0, false)).isInstanceOf(Verdict.Clear.class);
        assertThat(probe.check(4, false)).isInstanceOfSatisfying(Verdict.Firing.class, firing -> {
            assertThat(firing.rank()).isEqualTo(2);
            assertThat(firing.t0()).isEqualTo(at(4));
            assertThat(firing.reading().value()).hasToString("2");
        });
        assertThat(probe.checks(8, 12, false))
                .isInstanceOfSatisfying(
                        Verdict.Firing.class,
                        firing -> assertThat(firing.rank()).isEqualTo(2));
        assertThat(probe.check(16, false)).isInstanceOfSatisfying(Verdict.Firing.class, firing -> {
            assertThat(firing.rank()).isEqualTo(1);
            assertThat(firing.t0()).isEqualTo(at(16));
        });
    }

    @Test
    void aGoodCheckBreaksTheRow() {
        Probed probe = new Probed(Packs.withRule(IN_A_ROW));
        probe.check(0, false);
        probe.check(4, true);

        assertThat(probe.check(8, false)).isInstanceOf(Verdict.Clear.class);
        assertThat(probe.check(12, false)).isInstanceOf(Verdict.Firing.class);
    }

    @Test
    void anOutageIsBelievedAfterEnoughFailuresAndDatedFromTheFirst() {
        Probed probe = new Probed(Packs.withRule("when: { health: { probes: [lamp] } }, for: 8s, rank: 1", 4, 1));

        assertThat(probe.checks(0, 8, false)).isInstanceOf(Verdict.Clear.class);
        // Three failures span the 8 s, but only the fourth makes it an outage.
        assertThat(probe.check(12, false)).isInstanceOfSatisfying(Verdict.Firing.class, firing -> {
            assertThat(firing.since()).isEqualTo(at(0));
            assertThat(firing.t0()).isEqualTo(at(12));
        });
    }

    @Test
    void anOutageIsOverAfterEnoughGoodChecks() {
        Probed probe = new Probed(Packs.withRule(FOR_A_MINUTE, 1, 3));
        probe.checks(0, 40, false);
        probe.check(44, true);
        probe.check(48, true);
        probe.checks(52, 56, false);

        assertThat(probe.tick(60)).isInstanceOf(Verdict.Firing.class);

        Probed other = new Probed(Packs.withRule(IN_A_ROW, 1, 2));
        other.checks(0, 4, false);
        other.check(8, true);
        assertThat(other.check(12, false))
                .isInstanceOfSatisfying(
                        Verdict.Firing.class,
                        firing -> assertThat(firing.reading().value()).hasToString("3"));
    }

    @Test
    void eachProbeOfARuleIsAConditionOfItsOwn() {
        Pack pack = Packs.withRule("when: { health: { probes: [lamp, oil] } }, for: 1m, rank: 1");

        assertThat(Watch.of(pack))
                .extracting(watch -> watch.condition().toString())
                .containsExactly("down:lamp", "down:oil");
        assertThat(pack.rules().getFirst().conditions()).hasToString("[down:lamp, down:oil]");
    }

    @Test
    void whoLooksAtAnotherPaceDecidesTheSame() {
        HealthEvaluator watchdog = ((ProbeWatch)
                        Watch.of(Packs.withRule(FOR_A_MINUTE)).getFirst())
                .evaluator()
                .polledEvery(Duration.ofSeconds(15));
        HealthState state = watchdog.initial(START);
        for (int second = 0; second <= 60; second += 15) {
            state = watchdog.observe(state, new ProbeObservation(at(second), false), at(second))
                    .state();
        }

        assertThat(watchdog.tick(state, at(60)).verdict()).isInstanceOf(Verdict.Firing.class);
        assertThat(watchdog.tick(state, at(91)).verdict()).isInstanceOf(Verdict.Firing.class);
        assertThat(watchdog.tick(state, at(92)).verdict()).isInstanceOf(Verdict.NoData.class);
    }
}
