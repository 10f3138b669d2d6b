package io.carillon.runbook.parse;

import io.carillon.runbook.pack.Channel;
import io.carillon.runbook.pack.Condition;
import io.carillon.runbook.pack.ConditionKey;
import io.carillon.runbook.pack.Limit;
import io.carillon.runbook.pack.Rule;
import io.carillon.runbook.pack.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads rules, and checks what a rule says against what its kind of condition can mean. */
final class RuleReader {
    private static final String CHANNELS = "page, slack, email or digest";

    private final Names names;
    private final Map<String, List<Channel>> tiers;

    /**
     * @param tiers already read: a rule may use only its tier's channels
     */
    RuleReader(Names names, Map<String, List<Channel>> tiers) {
        this.names = names;
        this.tiers = tiers;
    }

    Optional<Rule> read(Section section) {
        Word id = section.text("id");
        names.define(Names.Kind.RULE, id);
        String name = section.text("name").text();
        OptionalInt rank = section.has("rank")
                ? OptionalInt.of(section.integer("rank", Rank.WORST, Rank.MILDEST))
                : OptionalInt.empty();
        ConditionReader conditions = new ConditionReader(names, rank);
        Optional<Condition> condition = section.section("when").flatMap(conditions::read);
        Word tier = section.text("tier");
        names.refer(Names.Kind.TIER, tier);
        List<Word> teams = section.texts("teams");
        teams.forEach(team -> names.refer(Names.Kind.TEAM, team));
        List<Word> diagnose = section.optionalTexts("diagnose");
        diagnose.forEach(diagnosis -> names.refer(Names.Kind.DIAGNOSIS, diagnosis));
        Rule rule = new Rule(
                id.text(),
                name,
                // Stands in for a condition that could not be read, so that the rest of the rule is.
                condition.orElse(new Condition.Composite(Condition.Operator.ALL, List.of())),
                section.durationOr("for", Duration.ZERO),
                section.durationOr("window", Duration.ZERO),
                section.integerOr("minSamples", 0, 1, Integer.MAX_VALUE),
                section.durationOr("resolveAfter", Rule.DEFAULT_RESOLVE_AFTER),
                condition
                        .map(read -> strictest(section, read, rank, conditions.ranked()))
                        .orElse(Rank.MILDEST),
                tier.text(),
                texts(teams),
                channels(section, tier.text()),
                scope(section),
                page(section),
                texts(diagnose),
                conditionKey(section));
        if (condition.isEmpty()) {
            return Optional.empty();
        }
        RuleChecks.checkTimes(section, rule);
        RuleChecks.checkName(section, rule);
        return Optional.of(rule);
    }

    /** The rank a rule can reach: its own, or the strictest of its bands; one of the two must be said. */
    private static int strictest(Section section, Condition condition, OptionalInt rank, boolean ranked) {
        if (ranked && rank.isPresent()) {
            section.report(section.line("rank"), "both the rule and its bands have a rank", "either of them");
        }
        if (!ranked && rank.isEmpty()) {
            section.report(section.line(), "missing key 'rank' in rule", "a whole number from 0 to 3");
        }
        return rank.orElse(RuleChecks.limitOf(condition).map(Limit::strictest).orElse(Rank.MILDEST));
    }

    private List<Channel> channels(Section section, String tier) {
        List<Channel> allowed = tiers.getOrDefault(tier, List.of());
        if (!section.has("channels")) {
            return allowed;
        }
        return section.texts("channels").stream()
                .map(word -> {
                    Channel channel = section.oneOf(word, Channel::of, Channel.EMAIL, CHANNELS);
                    if (Channel.of(word.text()).isPresent() && tiers.containsKey(tier) && !allowed.contains(channel)) {
                        section.report(
                                word.line(),
                                "tier '%s' does not use channel '%s'".formatted(tier, word.text()),
                                "one of "
                                        + String.join(
                                                ", ",
                                                allowed.stream()
                                                        .map(Channel::word)
                                                        .toList()));
                    }
                    return channel;
                })
                .toList();
    }

    private static Scope scope(Section section) {
        return section.oneOf(
                section.optionalText("scope").orElse(new Word("platform", section.line())),
                word -> switch (word) {
                    case "platform" -> Optional.of(Scope.PLATFORM);
                    case "clinic" -> Optional.of(Scope.CLINIC);
                    default -> Optional.empty();
                },
                Scope.PLATFORM,
                "platform or clinic");
    }

    private static String page(Section section) {
        Word page = section.text("page");
        if (!page.text().isEmpty()
                && (!page.text().startsWith("docs/runbooks/") || !page.text().endsWith(".md"))) {
            section.report(page.line(), "'page' is '%s'".formatted(page.text()), "a path docs/runbooks/<page>.md");
        }
        return page.text();
    }

    private Optional<ConditionKey> conditionKey(Section section) {
        return section.optionalText("condition").flatMap(word -> {
            Optional<ConditionKey> key = ConditionKey.parse(word.text());
            if (key.isEmpty() && !word.text().isEmpty()) {
                section.report(
                        word.line(),
                        "'condition' is '%s'".formatted(word.text()),
                        "kind and subject such as down:postgres");
            }
            key.ifPresent(read -> names.mention(new Word(read.subject(), word.line())));
            return key;
        });
    }

    private static List<String> texts(List<Word> words) {
        return words.stream().map(Word::text).toList();
    }
}
