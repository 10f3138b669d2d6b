package io.carillon.runbook.pack;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One runbook as data: what is watched, when it is bad, how bad that is, and who hears of it.
 *
 * @param severities exactly one for each rank 0 (worst) to 3, in that order
 * @param tiers alert tier to the channels it may use (R-ALRT-59); the tier decides the channel, the rank the deadline
 * @param escalation policies in order; the first that fits an incident is its ladder
 */
public record Pack(
        String name,
        List<Severity> severities,
        Map<String, List<Channel>> tiers,
        Dependencies dependencies,
        List<Probe> probes,
        List<Rule> rules,
        List<Diagnosis> diagnoses,
        List<Contact> contacts,
        List<Team> teams,
        List<Schedule> schedules,
        List<EscalationPolicy> escalation,
        List<Target> targets) {

    public Pack {
        severities = List.copyOf(severities);
        tiers = inOrder(tiers);
        probes = List.copyOf(probes);
        rules = List.copyOf(rules);
        diagnoses = List.copyOf(diagnoses);
        contacts = List.copyOf(contacts);
        teams = List.copyOf(teams);
        schedules = List.copyOf(schedules);
        escalation = List.copyOf(escalation);
        targets = List.copyOf(targets);
    }

    /**
     * The same pack with every duration divided, so that a demonstration need not wait as long as a night shift.
     * Limits, counts and calendars (on-call rotations) stay as they are; a probe's timeout has a floor, see
     * {@link ProbeTiming#scaled}.
     *
     * @param speed 1 or more; 1 changes nothing
     * @throws IllegalArgumentException when speed is less than 1
     */
    public Pack scaled(int speed) {
        if (speed < 1) {
            throw new IllegalArgumentException("speed is %d, expected 1 or more".formatted(speed));
        }
        return new Pack(
                name,
                each(severities, severity -> severity.scaled(speed)),
                tiers,
                dependencies,
                each(probes, probe -> probe.scaled(speed)),
                each(rules, rule -> rule.scaled(speed)),
                diagnoses,
                contacts,
                teams,
                schedules,
                each(escalation, policy -> policy.scaled(speed)),
                each(targets, target -> target.scaled(speed)));
    }

    /**
     * The pack's own word and response time for a neutral rank.
     *
     * @param rank 0 to 3
     */
    public Severity severity(int rank) {
        return first(severities, severity -> severity.rank() == rank)
                .orElseThrow(() -> new IllegalArgumentException("rank is %d, expected 0 to 3".formatted(rank)));
    }

    public Optional<Probe> probe(String id) {
        return first(probes, probe -> probe.id().equals(id));
    }

    public Optional<Rule> rule(String id) {
        return first(rules, rule -> rule.id().equals(id));
    }

    public Optional<Diagnosis> diagnosis(String id) {
        return first(diagnoses, diagnosis -> diagnosis.id().equals(id));
    }

    public Optional<Contact> contact(String id) {
        return first(contacts, contact -> contact.id().equals(id));
    }

    public Optional<Team> team(String id) {
        return first(teams, team -> team.id().equals(id));
    }

    public Optional<Schedule> schedule(String id) {
        return first(schedules, schedule -> schedule.id().equals(id));
    }

    /**
     * The ladder of an incident: the first policy for its rank that is for everybody or for one of its teams.
     *
     * @param teams of the rule that opened the incident
     */
    public Optional<EscalationPolicy> escalationFor(int rank, List<String> teams) {
        return first(escalation, policy -> policy.appliesTo(rank, teams));
    }

    private static <T> List<T> each(List<T> items, Function<T, T> change) {
        return items.stream().map(change).toList();
    }

    private static <T> Optional<T> first(List<T> items, Predicate<T> wanted) {
        return items.stream().filter(wanted).findFirst();
    }

    /** A copy that keeps the order in which a pack was written, which {@link Map#copyOf} does not. */
    static <K, V> Map<K, V> inOrder(Map<K, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** A duration at a higher speed; never zero unless it was. */
    static Duration divided(Duration duration, int speed) {
        Duration scaled = duration.dividedBy(speed);
        return scaled.isZero() && !duration.isZero() ? Duration.ofNanos(1) : scaled;
    }
}
