package io.carillon.runbook.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.runbook.Packs;
import io.carillon.runbook.pack.Pack;
import io.carillon.runbook.rule.Watch.SeriesWatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class CountEvaluatorTest {
    private static final Instant START = Instant.parse("2026-01-05T03:00:00Z");
    private static final String OVER_TEN =
            "when: { count: { series: \"ships.lost{sea=north}\", above: 10 } }, window: 1m, rank: 1";
    private static final String BANDS =
            "when: { count: { series: ships.lost, bands: [{ above: 5, atMost: 10, rank: 2 }, { above: 10, rank: 1 }] } }, window: 1m";

    /** A series under a rule; buckets are five seconds long and named by the second they end at. */
    private static final class Counted {
        private final CountEvaluator evaluator;
        private CountState state;

        Counted(Pack pack) {
            evaluator = ((SeriesWatch) Watch.of(pack).getFirst()).evaluator();
            state = evaluator.initial(START);
        }

        Verdict bucket(String replica, int end, long sum, double arrived) {
            Bucket bucket = new Bucket(replica, at(end - 5), at(end), sum, at(arrived));
            return keep(evaluator.observe(state, bucket, at(arrived)));
        }

        Verdict bucket(int end, long sum) {
            return bucket("a", end, sum, end + 0.1);
        }

        /** Empty buckets, from and to inclusive. */
        Verdict quiet(int from, int to) {
            Verdict verdict = tick(from);
            for (int end = from; end <= to; end += 5) {
                verdict = bucket(end, 0);
            }
            return verdict;
        }

        Verdict tick(double second) {
            return keep(evaluator.tick(state, at(second)));
        }

        private Verdict keep(Evaluation<CountState> evaluation) {
            state = evaluation.state();
            return evaluation.verdict();
        }
    }

    private static Instant at(double second) {
        return START.plusNanos(Math.round(second * 1e9));
    }

    @Test
    void exactlyTheLimitIsHarmlessAndOneMoreFires() {
        Counted count = new Counted(Packs.withRule(OVER_TEN));

        assertThat(count.bucket(5, 10)).isInstanceOf(Verdict.Clear.class);
        assertThat(count.bucket(10, 1)).isInstanceOfSatisfying(Verdict.Firing.class, firing -> {
            assertThat(firing.rank()).isEqualTo(1);
            assertThat(firing.t0())
                    .as("when the event arrived that made it true")
                    .isEqualTo(at(10.1));
            assertThat(firing.reading().value()).hasToString("11");
            assertThat(firing.reading().limit()).isEqualTo("> 10 in 1m");
            assertThat(firing.reading().samples()).isEqualTo(2);
        });
    }

    @Test
    void elevenWithinTheWindowFireAndElevenOverItDoNot() {
        Counted within = new Counted(Packs.withRule(OVER_TEN));
        within.bucket(5, 6);
        within.quiet(10, 55);
        assertThat(within.bucket(60, 5)).as("5 to 60 lie within one minute").isInstanceOf(Verdict.Firing.class);

        Counted over = new Counted(Packs.withRule(OVER_TEN));
        over.bucket(5, 6);
        over.quiet(10, 60);
        assertThat(over.bucket(65, 5))
                .as("what ended at 5 has left the minute before 65")
                .isInstanceOf(Verdict.Clear.class);
    }

    @Test
    void theWindowDoesNotShrinkWhileTheNextBucketIsOnItsWay() {
        Counted count = new Counted(Packs.withRule(OVER_TEN + ", resolveAfter: 1s"));
        count.bucket(5, 11);
        count.quiet(10, 60);

        assertThat(count.tick(65.5)).isInstanceOf(Verdict.Firing.class);
        count.bucket(65, 0);
        assertThat(count.tick(66.0)).isInstanceOf(Verdict.Firing.class);
        assertThat(count.tick(66.2)).isInstanceOf(Verdict.Clear.class);
    }

    @Test
    void clearsAfterResolveAfterAndNotBefore() {
        Counted count = new Counted(Packs.withRule(OVER_TEN));
        count.bucket(5, 11);
        count.quiet(10, 65);
        count.quiet(70, 180);

        assertThat(count.tick(185)).as("clear since 65.1, for two minutes").isInstanceOf(Verdict.Firing.class);
        assertThat(count.tick(185.1)).isInstanceOf(Verdict.Clear.class);
    }

    @Test
    void replicasAddUp() {
        Counted count = new Counted(Packs.withRule(OVER_TEN));
        count.bucket("a", 5, 4, 5.1);
        count.bucket("b", 5, 4, 5.2);

        assertThat(count.bucket("c", 5, 3, 5.3)).isInstanceOf(Verdict.Firing.class);
    }

    @Test
    void theSameBucketCountsOnce() {
        Counted count = new Counted(Packs.withRule(OVER_TEN));
        count.bucket("a", 5, 6, 5.1);

        assertThat(count.bucket("a", 5, 6, 5.2)).isInstanceOf(Verdict.Clear.class);
        assertThat(count.bucket("a", 5, 6, 30)).isInstanceOf(Verdict.Clear.class);
        assertThat(count.state.sum()).isEqualTo(6);
    }

    @Test
    void aLateBucketCountsIfTheWindowReachesBackToIt() {
        Counted count = new Counted(Packs.withRule(OVER_TEN));
        count.quiet(5, 60);
        assertThat(count.bucket("b", 5, 11, 60.2))
                .isInstanceOfSatisfying(
                        Verdict.Firing.class, firing -> assertThat(firing.t0()).isEqualTo(at(60.2)));

        Counted tooLate = new Counted(Packs.withRule(OVER_TEN));
        tooLate.quiet(5, 65);
        assertThat(tooLate.bucket("b", 5, 11, 65.2)).isInstanceOf(Verdict.Clear.class);
    }

    @Test
    void aClockThatRunsAheadDoesNotEmptyTheWindow() {
        Counted count = new Counted(Packs.withRule(OVER_TEN));
        count.bucket("a", 5, 8, 5.1);

        assertThat(count.bucket("ahead", 3600, 3, 5.2)).isInstanceOf(Verdict.Firing.class);
        assertThat(count.state.newestEnd()).isEqualTo(at(5.2));
    }

    @Test
    void silenceIsNotZero() {
        Counted count = new Counted(Packs.withRule(OVER_TEN));
        assertThat(count.tick(10)).isInstanceOf(Verdict.Clear.class);
        assertThat(count.tick(10.1)).isEqualTo(new Verdict.NoData(Optional.empty(), false));

        count.bucket(15, 11);
        assertThat(count.tick(25.1)).isInstanceOf(Verdict.Firing.class);
        assertThat(count.tick(25.2)).isEqualTo(new Verdict.NoData(Optional.of(at(15.1)), true));
        assertThat(count.tick(9999))
                .as("silence resolves nothing")
                .isEqualTo(new Verdict.NoData(Optional.of(at(15.1)), true));
    }

    @Test
    void aRuleWithForWaitsForIt() {
        Counted count = new Counted(Packs.withRule(OVER_TEN + ", for: 15s"));
        count.bucket(5, 11);
        count.quiet(10, 15);

        assertThat(count.tick(20))
                .isInstanceOfSatisfying(
                        Verdict.Pending.class,
                        pending -> assertThat(pending.firesAt()).isEqualTo(at(20.1)));
        assertThat(count.tick(20.1))
                .isInstanceOfSatisfying(
                        Verdict.Firing.class, firing -> assertThat(firing.t0()).isEqualTo(at(20.1)));
    }

    @Test
    void eachBandHoldsForItsOwnTime() {
        Counted count = new Counted(Packs.withRule(BANDS + ", for: 10s"));
        count.bucket(5, 6);
        assertThat(count.bucket(10, 5)).isInstanceOf(Verdict.Pending.class);
        count.bucket(15, 0);

        assertThat(count.tick(15.1)).as("six or more for 10 s").isInstanceOfSatisfying(Verdict.Firing.class, firing -> {
            assertThat(firing.rank()).isEqualTo(2);
            assertThat(firing.t0()).isEqualTo(at(15.1));
            assertThat(firing.reading().limit()).isEqualTo("> 10 in 1m");
        });
        assertThat(count.tick(20))
                .isInstanceOfSatisfying(
                        Verdict.Firing.class,
                        firing -> assertThat(firing.rank()).isEqualTo(2));
        assertThat(count.tick(20.1)).as("eleven for 10 s").isInstanceOfSatisfying(Verdict.Firing.class, firing -> {
            assertThat(firing.rank()).isEqualTo(1);
            assertThat(firing.t0()).isEqualTo(at(20.1));
        });
    }

    @Test
    void theWindowSumEqualsANaiveModel() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20_260_105);
        for (int trial = 0; trial < 200; trial++) {
            Counted count = new Counted(Packs.withRule(OVER_TEN));
            List<Bucket> sent = new ArrayList<>();
            double arrived = 60;
            for (int step = 0; step < 60; step++) {
                arrived += random.nextDouble(3);
                int age = random.nextInt(20);
                int end = Math.max(5, ((int) arrived / 5 - age) * 5);
                Bucket bucket = !sent.isEmpty() && random.nextInt(5) == 0
                        ? sent.get(random.nextInt(sent.size()))
                        : new Bucket("r" + random.nextInt(3), at(end - 5), at(end), random.nextInt(4), at(arrived));
                sent.add(bucket);
                Bucket arriving = new Bucket(bucket.replica(), bucket.start(), bucket.end(), bucket.sum(), at(arrived));
                count.keep(count.evaluator.observe(count.state, arriving, at(arrived)));

                assertThat(count.state.sum())
                        .as("trial %d step %d", trial, step)
                        .isEqualTo(naive(sent));
            }
        }
    }

    /** The first arrival of every (replica, start) whose end lies in the minute before the newest end. */
    private static long naive(List<Bucket> sent) {
        Instant newest = sent.stream().map(Bucket::end).max(Instant::compareTo).orElseThrow();
        Set<String> seen = new HashSet<>();
        return sent.stream()
                .filter(bucket -> seen.add(bucket.replica() + bucket.start()))
                .filter(bucket -> bucket.end().isAfter(newest.minusSeconds(60)))
                .mapToLong(Bucket::sum)
                .sum();
    }
}
