package io.carillon.runbook.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.runbook.Packs;
import io.carillon.runbook.pack.Contact;
import io.carillon.runbook.pack.EscalationPolicy;
import io.carillon.runbook.pack.FactKind;
import io.carillon.runbook.pack.Pack;
import io.carillon.runbook.severity.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LadderTest {
    /** Monday; the keeper takes over at nine o'clock in Paris, which is eight. */
    private static final Instant OPENED = Instant.parse("2026-03-23T07:45:00Z");

    private static final Pack PACK = Packs.withRule("when: { health: { probes: [lamp] } }, for: 1m, rank: 1");
    private static final EscalationPolicy CLIMB =
            PACK.escalationFor(1, List.of("tower")).orElseThrow();

    private static Instant minute(long minute) {
        return OPENED.plus(Duration.ofMinutes(minute));
    }

    private static Stream<String> due(Progress progress, Facts facts, Instant now) {
        return Ladder.due(PACK, CLIMB, progress, facts, now).stream()
                .map(step -> "%d.%d@%d %s"
                        .formatted(
                                step.step(),
                                step.repetition(),
                                Duration.between(OPENED, step.dueAt()).toMinutes(),
                                step.contacts().stream().map(Contact::id).toList()));
    }

    @Test
    void stepsFallDueAtTheirTimesAndNotBefore() {
        Progress open = Progress.opened(OPENED);

        assertThat(due(open, Facts.none(), minute(11).minusNanos(1))).isEmpty();
        assertThat(due(open, Facts.none(), minute(11))).containsExactly("0.0@11 [mate]");
        assertThat(due(open, Facts.none(), minute(600)))
                .containsExactly(
                        "0.0@11 [mate]",
                        "1.0@17 [mate, keeper]", // 08:02, the keeper has just taken over
                        "1.1@22 [mate, keeper]",
                        "1.2@27 [mate, keeper]",
                        "2.0@40 [harbour]",
                        "3.0@90 [navy]");
    }

    @Test
    void whoeverIsOnCallWhenAStepIsDueIsTold() {
        Instant early = OPENED.minus(Duration.ofMinutes(30));

        List<PlannedStep> steps =
                Ladder.due(PACK, CLIMB, Progress.opened(early), Facts.none(), early.plus(Duration.ofMinutes(17)));

        assertThat(steps.getLast().contacts())
                .as("07:32, still the mate's watch, told once")
                .hasSize(1);
        assertThat(steps.getLast().contacts().getFirst().id()).isEqualTo("mate");
    }

    @Test
    void anAcknowledgementEndsResponseStepsAndNotTheUnresolvedOnes() {
        Progress acknowledged = Progress.opened(OPENED).acknowledged(minute(20));

        assertThat(due(acknowledged, Facts.none(), minute(600)))
                .containsExactly("0.0@11 [mate]", "1.0@17 [mate, keeper]", "2.0@40 [harbour]", "3.0@90 [navy]");
        assertThat(Progress.opened(OPENED)
                        .acknowledged(minute(11))
                        .needs(CLIMB.steps().getFirst().until(), minute(11)))
                .as("in the same instant it comes in time")
                .isFalse();
    }

    @Test
    void aResolutionEndsEverything() {
        Progress resolved = Progress.opened(OPENED).acknowledged(minute(5)).resolved(minute(60));

        assertThat(due(resolved, Facts.none(), minute(600))).containsExactly("2.0@40 [harbour]");
    }

    @ParameterizedTest
    @CsvSource({"DATA_LOSS", "SECURITY_BREACH"})
    void dataLossAndABreachStartAtTheTopOfTheHouse(FactKind fact) {
        Facts facts = Facts.none().with(fact);

        assertThat(due(Progress.opened(OPENED), facts, OPENED)).containsExactly("2.0@0 [harbour]");
        assertThat(due(Progress.opened(OPENED), facts, minute(600)))
                .containsExactly("2.0@0 [harbour]", "3.0@90 [navy]");
    }

    @Test
    void theNextStepIsKnownSoThatItCanBeARowWithATime() {
        Progress open = Progress.opened(OPENED);

        assertThat(Ladder.next(PACK, CLIMB, open, Facts.none(), OPENED))
                .hasValueSatisfying(step -> assertThat(step.dueAt()).isEqualTo(minute(11)));
        assertThat(Ladder.next(PACK, CLIMB, open, Facts.none(), minute(17)))
                .hasValueSatisfying(step -> assertThat(step.repetition()).isEqualTo(1));
        assertThat(Ladder.next(PACK, CLIMB, open.acknowledged(minute(18)), Facts.none(), minute(18)))
                .hasValueSatisfying(step -> assertThat(step.step()).isEqualTo(2));
        assertThat(Ladder.next(PACK, CLIMB, open, Facts.none(), minute(90))).isEmpty();
        assertThat(Ladder.next(PACK, CLIMB, open.resolved(minute(1)), Facts.none(), minute(1)))
                .isEmpty();
    }

    @Test
    void anEndlessStepGoesOnUntilItIsStopped() {
        EscalationPolicy sleep = PACK.escalationFor(3, List.of("tower")).orElseThrow();
        Instant later = OPENED.plus(Duration.ofHours(30));

        assertThat(Ladder.due(PACK, sleep, Progress.opened(OPENED), Facts.none(), later))
                .hasSize(25);
        assertThat(Ladder.next(PACK, sleep, Progress.opened(OPENED), Facts.none(), later))
                .hasValueSatisfying(step -> assertThat(step.repetition()).isEqualTo(25));
    }

    @ParameterizedTest
    @CsvSource({
        // The ladders of the five runbooks: minutes since the opening, who has been told by then.
        "patientflow, 0, 0,    manager cto",
        "patientflow, 1, 29,   ''",
        "patientflow, 1, 30,   secondary",
        "rose,        2, 0,    level-1",
        "rose,        2, 60,   level-1 level-2 level-3",
        "ai-booking,  0, 29,   ''",
        "ai-booking,  0, 30,   lead infrastructure on-call",
        "ai-booking,  1, 119,  lead",
        "ai-booking,  1, 120,  lead infrastructure on-call",
        "voxanne,     1, 14,   ''",
        "voxanne,     1, 15,   on-call",
        "voxanne,     1, 30,   on-call manager",
        "voxanne,     1, 60,   on-call manager cto",
    })
    void theFiveLaddersClimbAtTheirTimes(String name, int rank, long minute, String told) {
        Pack pack = Packs.resource("/fixtures/%s-shape.yaml".formatted(name));
        EscalationPolicy policy = pack.escalationFor(rank, List.of()).orElseThrow();

        Stream<String> contacts =
                Ladder.due(pack, policy, Progress.opened(OPENED), Facts.none(), minute(minute)).stream()
                        .flatMap(step -> step.contacts().stream())
                        .map(Contact::id);

        assertThat(String.join(" ", contacts.toList())).isEqualTo(told);
    }

    @Test
    void aTopicTakesItsOwnLadder() {
        Pack pack = Packs.resource("/fixtures/medflow-shape.yaml");

        assertThat(pack.escalationFor(2, List.of("network", "vendor")))
                .map(EscalationPolicy::id)
                .contains("network");
        assertThat(pack.escalationFor(0, List.of("dba")))
                .map(EscalationPolicy::id)
                .contains("database");
        assertThat(pack.escalationFor(0, List.of("devops")))
                .map(EscalationPolicy::id)
                .contains("everything-else");
    }

    @Test
    void aLadderThatEndsAtOtherCompaniesStartsAtTheTopOfTheHouse() {
        Pack pack = Packs.resource("/fixtures/rose-shape.yaml");
        EscalationPolicy policy = pack.escalationFor(0, List.of()).orElseThrow();

        assertThat(Ladder.due(
                        pack, policy, Progress.opened(OPENED), Facts.none().with(FactKind.DATA_LOSS), OPENED))
                .singleElement()
                .satisfies(step ->
                        assertThat(step.contacts()).extracting(Contact::id).containsExactly("level-3"));
    }
}
