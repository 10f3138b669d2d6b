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
import java.util.List;
import java.util.Optional;
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

    @Override
    public boolean explains(String cause, String effect) {
        return ConditionKey.parse(cause)
                .flatMap(from ->
                        ConditionKey.parse(effect).map(to -> pack.dependencies().explains(from, to)))
                .orElse(false);
    }

    @Override
    public boolean mayBeExplained(String effect) {
        return ConditionKey.parse(effect)
                .map(key -> !pack.dependencies().causesOf(key.subject()).isEmpty())
                .orElse(false);
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
