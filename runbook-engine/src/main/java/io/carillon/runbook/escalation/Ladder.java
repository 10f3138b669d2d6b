package io.carillon.runbook.escalation;

import io.carillon.runbook.pack.Contact;
import io.carillon.runbook.pack.EscalationPolicy;
import io.carillon.runbook.pack.EscalationStep;
import io.carillon.runbook.pack.EscalationStep.Repeat;
import io.carillon.runbook.pack.Pack;
import io.carillon.runbook.severity.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * When each step of a policy is due. Pure: the caller keeps which it has taken, by step and repetition.
 *
 * <p>The rule's own teams are told when an incident opens; the ladder is what comes on top of that.
 */
public final class Ladder {
    private final Pack pack;
    private final EscalationPolicy policy;
    private final Instant openedAt;
    /** Whether the incident starts at the top. */
    private final boolean skips;
    /** The step it starts at. */
    private final int start;

    private Ladder(Pack pack, EscalationPolicy policy, Instant openedAt, Facts facts) {
        this.pack = pack;
        this.policy = policy;
        this.openedAt = openedAt;
        this.skips = policy.skipToTopOn().stream().anyMatch(facts::has);
        this.start = skips ? top() : 0;
    }

    /**
     * The steps that are due by now and still needed, in the order they fell due, taken ones included: a step is
     * identified by its index and repetition, and the caller remembers those.
     *
     * @param facts data loss or a breach starts the ladder at its top; the steps below are left out
     */
    public static List<PlannedStep> due(
            Pack pack, EscalationPolicy policy, Progress progress, Facts facts, Instant now) {
        return new Ladder(pack, policy, progress.openedAt(), facts)
                .until(now)
                .filter(step -> progress.needs(step.until(), step.dueAt()))
                .toList();
    }

    /** The first step that falls due after an instant if nothing else happens; empty when the ladder has ended. */
    public static Optional<PlannedStep> next(
            Pack pack, EscalationPolicy policy, Progress progress, Facts facts, Instant after) {
        Ladder ladder = new Ladder(pack, policy, progress.openedAt(), facts);
        return IntStream.range(ladder.start, policy.steps().size())
                .boxed()
                .flatMap(index -> ladder.firstAfter(index, after).stream())
                .filter(step -> progress.needs(step.until(), step.dueAt()))
                .min(Comparator.comparing(PlannedStep::dueAt));
    }

    /** The last step that tells somebody of the house: another company's support is no place to begin. */
    private int top() {
        return IntStream.range(0, policy.steps().size())
                .filter(index ->
                        contacts(policy.steps().get(index), openedAt).stream().anyMatch(contact -> !contact.outside()))
                .max()
                .orElse(0);
    }

    private Stream<PlannedStep> until(Instant now) {
        List<PlannedStep> due = new ArrayList<>();
        for (int index = start; index < policy.steps().size(); index++) {
            int repetition = 0;
            while (exists(index, repetition) && !dueAt(index, repetition).isAfter(now)) {
                due.add(planned(index, repetition));
                repetition++;
            }
        }
        return due.stream().sorted(Comparator.comparing(PlannedStep::dueAt));
    }

    private Optional<PlannedStep> firstAfter(int index, Instant after) {
        int repetition = 0;
        while (exists(index, repetition)) {
            if (dueAt(index, repetition).isAfter(after)) {
                return Optional.of(planned(index, repetition));
            }
            repetition++;
        }
        return Optional.empty();
    }

    private boolean exists(int index, int repetition) {
        Optional<Repeat> repeat = policy.steps().get(index).repeat();
        return repetition == 0
                || repeat.map(again -> again.endless() || repetition <= again.times())
                        .orElse(false);
    }

    private Instant dueAt(int index, int repetition) {
        EscalationStep step = policy.steps().get(index);
        Duration delay = skips && index == start ? Duration.ZERO : step.after();
        Duration again = step.repeat()
                .map(repeat -> repeat.every().multipliedBy(repetition))
                .orElse(Duration.ZERO);
        return openedAt.plus(delay).plus(again);
    }

    private PlannedStep planned(int index, int repetition) {
        EscalationStep step = policy.steps().get(index);
        Instant dueAt = dueAt(index, repetition);
        return new PlannedStep(index, repetition, dueAt, step.until(), contacts(step, dueAt), step.channels());
    }

    private List<Contact> contacts(EscalationStep step, Instant at) {
        Set<String> ids = new LinkedHashSet<>(step.contacts());
        step.schedules().forEach(id -> pack.schedule(id).ifPresent(schedule -> ids.add(schedule.onCall(at))));
        return ids.stream().flatMap(id -> pack.contact(id).stream()).toList();
    }
}
