package io.carillon.alerting.pack;

import io.carillon.alerting.notify.Message;
import io.carillon.alerting.notify.PagerDutyChannel;
import io.carillon.alerting.notify.SlackChannel;
import io.carillon.alerting.notify.Target;
import io.carillon.alerting.pipeline.Alert;
import io.carillon.alerting.pipeline.Causes;
import io.carillon.alerting.pipeline.IncidentIds;
import io.carillon.alerting.window.ConditionVerdict;
import io.carillon.runbook.pack.Channel;
import io.carillon.runbook.pack.Condition;
import io.carillon.runbook.pack.ConditionKey;
import io.carillon.runbook.pack.Pack;
import io.carillon.runbook.pack.Rule;
import io.carillon.runbook.pack.Team;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the pack says about conditions: whom they concern, what explains them. Pure. */
public final class RuleBook implements Causes {

    private final Pack pack;
    private final Links links;

    public RuleBook(Pack pack, Links links) {
        this.pack = pack;
        this.links = links;
    }

    /** All that is to be known of a firing; empty when the pack no longer has its rule. */
    public Optional<Alert> alert(ConditionVerdict.Firing firing) {
        return pack.rule(firing.rule()).map(rule -> alert(rule, firing));
    }

    /** Whether the pack has this alert's rule, and the rule still looks at its condition. */
    public boolean watches(Alert alert) {
        return pack.rule(alert.rule()).stream()
                .flatMap(rule -> rule.conditions().stream())
                .anyMatch(key -> key.toString().equals(alert.condition()));
    }

    @Override
    public boolean explains(String cause, String effect) {
        return !cause.equals(effect)
                && ConditionKey.parse(cause)
                        .filter(key -> key.kind().equals(ConditionKey.DOWN))
                        .map(key -> subjectsOf(effect).stream()
                                .anyMatch(subject -> explains(key.subject(), subject, effect)))
                        .orElse(false);
    }

    private boolean explains(String cause, String subject, String effect) {
        return pack.dependencies().explains(cause, subject) || isMeasuredAt(effect) && cause.equals(subject);
    }

    @Override
    public boolean mayBeExplained(String effect) {
        return subjectsOf(effect).stream()
                .anyMatch(subject -> isMeasuredAt(effect)
                        || !pack.dependencies().causesOf(subject).isEmpty());
    }

    /** What a service counts is explained by what explains the service, and by the service being down. */
    private static boolean isMeasuredAt(String condition) {
        return ConditionKey.parse(condition)
                .filter(key -> !key.kind().equals(ConditionKey.DOWN))
                .isPresent();
    }

    /** The nodes of the graph that a condition is about: what is down, or whose windows are counted. */
    private Set<String> subjectsOf(String condition) {
        var subjects = new HashSet<String>();
        ConditionKey.parse(condition).map(ConditionKey::subject).ifPresent(subjects::add);
        for (var rule : pack.rules()) {
            if (rule.condition() instanceof Condition.Count count
                    && rule.conditions().stream().anyMatch(key -> key.toString().equals(condition))) {
                count.series().service().ifPresent(subjects::add);
            }
        }
        return subjects;
    }

    private Alert alert(Rule rule, ConditionVerdict.Firing firing) {
        var severity = pack.severity(firing.rank());
        return new Alert(
                firing.condition(),
                rule.id(),
                firing.rank(),
                severity.label(),
                pack.name(),
                severity.respondWithin(),
                rule.resolveAfter(),
                firing.t0(),
                firing.since(),
                targets(rule),
                message(rule, severity.label(), firing));
    }

    private Message message(Rule rule, String label, ConditionVerdict.Firing firing) {
        return new Message(
                label,
                rule.id(),
                rule.name(),
                firing.condition(),
                firing.value(),
                firing.limit(),
                firing.since(),
                service(rule, firing.condition()),
                null,
                teamNames(rule),
                rule.page().isBlank() ? null : links.page(rule.page()),
                rule.diagnose().stream()
                        .flatMap(id -> pack.diagnosis(id).stream())
                        .findFirst()
                        .map(diagnosis -> "GET " + diagnosis.path())
                        .orElse(null),
                links.incident(IncidentIds.incident(firing.condition(), firing.t0())),
                null);
    }

    private static String service(Rule rule, String condition) {
        var subject = ConditionKey.parse(condition).map(ConditionKey::subject).orElse(condition);
        return rule.condition() instanceof Condition.Count count
                ? count.series().service().orElse(subject)
                : subject;
    }

    /** One message a channel, however many teams read there: it names them all. */
    private List<Target> targets(Rule rule) {
        return rule.channels().stream()
                .map(channel -> new Target(nameOf(channel), teamNames(rule)))
                .toList();
    }

    private static String nameOf(Channel channel) {
        return switch (channel) {
            case PAGE -> PagerDutyChannel.NAME;
            case SLACK -> SlackChannel.NAME;
            case EMAIL, DIGEST -> channel.word();
        };
    }

    private String teamNames(Rule rule) {
        return rule.teams().stream()
                .map(id -> pack.team(id).map(Team::name).orElse(id))
                .collect(Collectors.joining(", "));
    }
}
