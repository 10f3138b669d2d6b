package io.carillon.runbook.parse;

import io.carillon.runbook.pack.Channel;
import io.carillon.runbook.pack.Durations;
import io.carillon.runbook.pack.EscalationPolicy;
import io.carillon.runbook.pack.EscalationStep;
import io.carillon.runbook.pack.EscalationStep.Repeat;
import io.carillon.runbook.pack.EscalationStep.StopsAt;
import io.carillon.runbook.pack.FactKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads ladders, and finds steps and ladders that no incident can reach. */
final class EscalationReader {
    private final Names names;

    EscalationReader(Names names) {
        this.names = names;
    }

    List<EscalationPolicy> readAll(Section root) {
        List<EscalationPolicy> policies = new ArrayList<>();
        root.sections("escalation", "escalation policy", section -> {
            EscalationPolicy policy = read(section);
            policies.stream()
                    .filter(earlier -> covers(earlier, policy))
                    .findFirst()
                    .ifPresent(earlier -> section.report(
                            section.line(),
                            "policy '%s' is unreachable: '%s' takes all its incidents"
                                    .formatted(policy.id(), earlier.id()),
                            "the more special policy first"));
            policies.add(policy);
        });
        return policies;
    }

    private static boolean covers(EscalationPolicy earlier, EscalationPolicy later) {
        return earlier.ranks().containsAll(later.ranks())
                && (earlier.teams().isEmpty()
                        || (!later.teams().isEmpty() && earlier.teams().containsAll(later.teams())));
    }

    private EscalationPolicy read(Section section) {
        Word id = section.text("id");
        names.define(Names.Kind.POLICY, id);
        List<Word> teams = section.optionalTexts("teams");
        teams.forEach(team -> names.refer(Names.Kind.TEAM, team));
        List<EscalationStep> steps = new ArrayList<>();
        EscalationPolicy head = new EscalationPolicy(
                id.text(),
                new HashSet<>(section.integers("ranks", Rank.WORST, Rank.MILDEST)),
                new HashSet<>(teams.stream().map(Word::text).toList()),
                skipToTopOn(section),
                List.of());
        section.sections("steps", "step", each -> {
            EscalationStep step = step(each, steps.isEmpty() ? Optional.empty() : Optional.of(steps.getLast()));
            steps.add(step);
        });
        return new EscalationPolicy(head.id(), head.ranks(), head.teams(), head.skipToTopOn(), steps);
    }

    private static Set<FactKind> skipToTopOn(Section section) {
        if (!section.has("skipToTopOn")) {
            return EscalationPolicy.DEFAULT_SKIP;
        }
        Set<FactKind> facts = EnumSet.noneOf(FactKind.class);
        section.texts("skipToTopOn")
                .forEach(word -> facts.add(section.oneOf(
                        word, FactKind::of, FactKind.DATA_LOSS, "a fact such as data-loss or security-breach")));
        return facts;
    }

    private EscalationStep step(Section section, Optional<EscalationStep> before) {
        List<Word> contacts = section.optionalTexts("contacts");
        contacts.forEach(contact -> names.refer(Names.Kind.CONTACT, contact));
        List<Word> schedules = section.optionalTexts("schedules");
        schedules.forEach(schedule -> names.refer(Names.Kind.SCHEDULE, schedule));
        if (contacts.isEmpty() && schedules.isEmpty()) {
            section.report(section.line(), "a step tells nobody", "contacts or schedules");
        }
        EscalationStep step = new EscalationStep(
                delay(section, before),
                until(section),
                contacts.stream().map(Word::text).toList(),
                schedules.stream().map(Word::text).toList(),
                section.texts("channels").stream()
                        .map(word -> section.oneOf(word, Channel::of, Channel.PAGE, "page, slack, email or digest"))
                        .toList(),
                section.optionalSection("repeat").map(EscalationReader::repeat));
        before.ifPresent(previous -> checkReachable(section, previous, step));
        return step;
    }

    /** {@code after} counts from the opening, {@code afterPrevious} from the step before; kept is the former. */
    private static Duration delay(Section section, Optional<EscalationStep> before) {
        if (!section.has("afterPrevious")) {
            return section.durationOrImmediate("after");
        }
        if (section.has("after")) {
            section.report(section.line("afterPrevious"), "a step has two delays", "either after or afterPrevious");
        }
        if (before.isEmpty()) {
            section.report(section.line("afterPrevious"), "there is no step before the first", "after");
        }
        return before.map(EscalationStep::after).orElse(Duration.ZERO).plus(section.duration("afterPrevious"));
    }

    private static void checkReachable(Section section, EscalationStep previous, EscalationStep step) {
        if (previous.repeat().map(Repeat::endless).orElse(false)) {
            section.report(
                    section.line(),
                    "step is unreachable: the one before it repeats without end",
                    "'times' in its 'repeat', or no further step");
        } else if (step.after().compareTo(previous.after()) <= 0) {
            section.report(
                    section.line("after"),
                    "step is unreachable: it is due no later than the one before it",
                    "a delay of more than " + Durations.print(previous.after()));
        }
    }

    private static StopsAt until(Section section) {
        return section.oneOf(
                section.optionalText("until").orElse(new Word("acknowledged", section.line())),
                word -> switch (word) {
                    case "acknowledged" -> Optional.of(StopsAt.ACKNOWLEDGED);
                    case "resolved" -> Optional.of(StopsAt.RESOLVED);
                    default -> Optional.empty();
                },
                StopsAt.ACKNOWLEDGED,
                "acknowledged or resolved");
    }

    private static Repeat repeat(Section section) {
        Repeat repeat = new Repeat(section.duration("every"), section.integerOr("times", 0, 1, 1000));
        section.close();
        return repeat;
    }
}
