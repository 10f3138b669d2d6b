package io.carillon.alerting.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.alerting.notify.Action;
import io.carillon.alerting.notify.Message;
import io.carillon.alerting.notify.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlertPipelineTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final Duration SETTLE = Duration.ofSeconds(3);
    private static final Target PAGER = new Target("pagerduty", "Keepers");
    private static final Target ROOM = new Target("slack", "Keepers");
    private static final Map<String, List<String>> NEEDS =
            Map.of("down:lamp", List.of("down:generator"), "down:horn", List.of("down:generator"));

    private final AlertPipeline pipeline = new AlertPipeline(
            new Causes() {
                @Override
                public boolean explains(String cause, String effect) {
                    return NEEDS.getOrDefault(effect, List.of()).contains(cause);
                }

                @Override
                public boolean mayBeExplained(String effect) {
                    return NEEDS.containsKey(effect);
                }
            },
            SETTLE,
            Duration.ofSeconds(30));
    private final Clearance clearance = new Clearance(pipeline, SETTLE);

    private Situation situation = Situation.CALM;

    @Test
    void whatNothingExplainsIsToldAtOnce() {
        var changes = fires(alert("generator-out", "down:generator", 1, NOON), NOON);

        assertThat(queued(changes)).extracting(Change.Queued::notification).allSatisfy(told -> {
            assertThat(told.dueAt()).isEqualTo(NOON);
            assertThat(told.action()).isEqualTo(Action.TRIGGER);
        });
        assertThat(queued(changes))
                .extracting(each -> each.notification().target())
                .containsExactly(PAGER, ROOM);
    }

    @Test
    void whatMayBeAnEffectWaitsForItsCause() {
        var changes = fires(alert("lamp-out", "down:lamp", 0, NOON), NOON);

        assertThat(queued(changes))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.notification().dueAt()).isEqualTo(NOON.plus(SETTLE)));
    }

    @Test
    void whatANewPackNoLongerWatchesEndsAndSaysSo() {
        fires(alert("generator-out", "down:generator", 1, NOON), NOON);
        fires(alert("radio-out", "down:radio", 1, NOON), NOON);

        var changes = clearance.retire(alert -> alert.rule().equals("radio-out"), situation, NOON.plusSeconds(60));
        situation = situation.with(changes);

        assertThat(situation.open())
                .singleElement()
                .satisfies(incident -> assertThat(incident.condition()).isEqualTo("down:radio"));
        assertThat(changes)
                .anySatisfy(change -> assertThat(change)
                        .isInstanceOfSatisfying(
                                Change.Noted.class,
                                noted -> assertThat(noted.text()).contains("generator-out")))
                .hasAtLeastOneElementOfType(Change.Resolved.class);
        assertThat(clearance.retire(_ -> true, situation, NOON.plusSeconds(61))).isEmpty();
    }

    @Test
    void theSameFiringHeardAgainChangesNothing() {
        var alert = alert("generator-out", "down:generator", 1, NOON);
        fires(alert, NOON);

        assertThat(fires(alert, NOON.plusSeconds(9))).isEmpty();
    }

    @Test
    void aSecondRuleOnTheConditionContributesAndTellsNobodyTwice() {
        fires(alert("generator-out", "down:generator", 1, NOON), NOON);

        var changes = fires(alert("generator-slow", "down:generator", 2, NOON.plusSeconds(5)), NOON.plusSeconds(5));

        assertThat(changes).singleElement().isInstanceOf(Change.Contributed.class);
    }

    @Test
    void aStricterRuleRaisesTheIncidentAndTellsWhomTheLesserDidNotReach() {
        var mild = alert("generator-slow", "down:generator", 2, NOON, List.of(ROOM));
        fires(mild, NOON);

        var changes = fires(alert("generator-out", "down:generator", 0, NOON.plusSeconds(60)), NOON.plusSeconds(60));

        assertThat(changes)
                .anySatisfy(change -> assertThat(change)
                        .isInstanceOfSatisfying(
                                Change.Raised.class,
                                raised -> assertThat(raised.rank()).isZero()));
        assertThat(queued(changes)).singleElement().satisfies(each -> {
            assertThat(each.notification().target()).isEqualTo(PAGER);
            assertThat(each.notification().dedupKey())
                    .isEqualTo(mild.incidentId().toString());
        });
    }

    @Test
    void anEffectJoinsItsOpenCauseUntold() {
        var cause = alert("generator-out", "down:generator", 1, NOON);
        fires(cause, NOON);

        var changes = fires(alert("lamp-out", "down:lamp", 1, NOON.plusSeconds(9)), NOON.plusSeconds(9));

        assertThat(changes)
                .singleElement()
                .isInstanceOfSatisfying(
                        Change.Contributed.class,
                        joined -> assertThat(joined.incidentId()).isEqualTo(cause.incidentId()));
    }

    @Test
    void anEffectThatFiredJustBeforeIsTakenInAndItsPageWithdrawn() {
        var effect = alert("lamp-out", "down:lamp", 1, NOON);
        fires(effect, NOON);

        var cause = alert("generator-out", "down:generator", 1, NOON.plusSeconds(2));
        var changes = fires(cause, NOON.plusSeconds(2));

        assertThat(changes.getFirst()).as("the incident is there first").isInstanceOf(Change.Opened.class);
        assertThat(changes).filteredOn(Change.Withdrawn.class::isInstance).hasSize(2);
        assertThat(situation.open()).singleElement().satisfies(incident -> {
            assertThat(incident.id()).isEqualTo(cause.incidentId());
            assertThat(incident.contributors()).hasSize(2);
        });
        assertThat(situation.parting()).isEmpty();
    }

    @Test
    void anEffectThatFiredLongBeforeKeepsItsOwnIncident() {
        fires(alert("lamp-out", "down:lamp", 1, NOON), NOON);

        fires(alert("generator-out", "down:generator", 1, NOON.plusSeconds(31)), NOON.plusSeconds(31));

        assertThat(situation.open()).hasSize(2);
    }

    @Test
    void aChannelThatIsNotThereIsSaidAndNotQueued() {
        var changes = fires(
                alert("generator-out", "down:generator", 3, NOON, List.of(new Target("email", "Engineers"))), NOON);

        assertThat(queued(changes)).isEmpty();
        assertThat(changes)
                .anySatisfy(change -> assertThat(change)
                        .isInstanceOfSatisfying(
                                Change.Noted.class,
                                noted -> assertThat(noted.text()).contains("email")));
    }

    @Test
    void anIncidentEndsWhenAllThatBelongsToItIsClearAndWhoWasToldIsTold() {
        var cause = alert("generator-out", "down:generator", 1, NOON);
        var effect = alert("lamp-out", "down:lamp", 1, NOON.plusSeconds(9));
        fires(cause, NOON);
        fires(effect, NOON.plusSeconds(9));

        assertThat(clears(cause, NOON.plusSeconds(60))).singleElement().isInstanceOf(Change.Eased.class);
        assertThat(tick(NOON.plusSeconds(61)))
                .as("the effect has its own time to resolve")
                .isEmpty();
        var last = clears(effect, NOON.plusSeconds(62));

        assertThat(last.getLast()).isInstanceOf(Change.Resolved.class);
        assertThat(queued(last))
                .extracting(each -> each.notification().action())
                .containsOnly(Action.RESOLVE);
        assertThat(situation.open()).isEmpty();
        assertThat(situation.pending())
                .as("still to be told: beginning before end")
                .hasSize(4);
    }

    @Test
    void anEffectThatOutlivesItsCauseIsLetGoUnderItsOwnId() {
        var cause = alert("generator-out", "down:generator", 1, NOON);
        var effect = alert("lamp-out", "down:lamp", 1, NOON.plusSeconds(9));
        fires(cause, NOON);
        fires(effect, NOON.plusSeconds(9));
        clears(cause, NOON.plusSeconds(60));
        var grace = effect.resolveAfter().plus(SETTLE);

        assertThat(tick(NOON.plusSeconds(60).plus(grace).minusMillis(1))).isEmpty();
        var changes = tick(NOON.plusSeconds(60).plus(grace));

        assertThat(changes).hasAtLeastOneElementOfType(Change.LetGo.class);
        assertThat(situation.open())
                .singleElement()
                .satisfies(incident -> assertThat(incident.id()).isEqualTo(effect.incidentId()));
    }

    @Test
    void theSecondToAcknowledgeChangesNothing() {
        var alert = alert("generator-out", "down:generator", 1, NOON);
        fires(alert, NOON);

        var first = apply(Acknowledgement.of(alert.incidentId(), "ada", situation, NOON.plusSeconds(1)));
        var second = apply(Acknowledgement.of(alert.incidentId(), "bob", situation, NOON.plusSeconds(2)));

        assertThat(queued(first)).singleElement().satisfies(each -> {
            assertThat(each.notification().action()).isEqualTo(Action.ACKNOWLEDGE);
            assertThat(each.notification().target()).isEqualTo(PAGER);
        });
        assertThat(second).isEmpty();
    }

    @Test
    void aDecisionMadeTwiceHasTheSameIds() {
        var alert = alert("generator-out", "down:generator", 1, NOON);

        var once = pipeline.on(alert, Situation.CALM, NOON);
        var again = pipeline.on(alert, Situation.CALM, NOON.plusSeconds(2));

        assertThat(queued(again))
                .extracting(each -> each.notification().id())
                .isEqualTo(queued(once).stream()
                        .map(each -> each.notification().id())
                        .toList());
    }

    private List<Change> fires(Alert alert, Instant now) {
        return apply(pipeline.on(alert, situation, now));
    }

    private List<Change> clears(Alert alert, Instant now) {
        return apply(clearance.on(alert.rule(), alert.condition(), alert.t0(), situation, now));
    }

    private List<Change> tick(Instant now) {
        return apply(clearance.tick(situation, now));
    }

    private List<Change> apply(List<Change> changes) {
        situation = situation.with(changes);
        return changes;
    }

    private static List<Change.Queued> queued(List<Change> changes) {
        return new ArrayList<>(changes.stream()
                .flatMap(change -> change instanceof Change.Queued queued ? Stream.of(queued) : Stream.empty())
                .toList());
    }

    private static Alert alert(String rule, String condition, int rank, Instant t0) {
        return alert(rule, condition, rank, t0, List.of(PAGER, ROOM));
    }

    private static Alert alert(String rule, String condition, int rank, Instant t0, List<Target> targets) {
        var message = new Message(
                "R" + rank,
                rule,
                rule,
                condition,
                "1m",
                "down for 1m",
                t0,
                "it",
                null,
                "Keepers",
                null,
                null,
                "",
                null);
        return new Alert(
                condition,
                rule,
                rank,
                "R" + rank,
                "lighthouse",
                Duration.ofMinutes(15),
                Duration.ofMinutes(2),
                t0,
                t0.minusSeconds(60),
                targets,
                message);
    }
}
