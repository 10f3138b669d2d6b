package io.carillon.runbook.parse;

import io.carillon.runbook.pack.Condition;
import io.carillon.runbook.pack.Limit;
import io.carillon.runbook.pack.Series;
import io.carillon.runbook.pack.Unit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what must be true for one rule to fire. */
final class ConditionReader {
    private static final List<String> KINDS =
            List.of("health", "ratio", "rate", "count", "quantile", "gauge", "trend", "absence", "composite");
    private static final Pattern PERCENTILE = Pattern.compile("p(\\d{1,2}(?:\\.\\d+)?)");
    private static final Set<Unit> LEVELS = Set.of(Unit.COUNT, Unit.PERCENT, Unit.SECONDS, Unit.BYTES);
    private static final Series NO_SERIES = new Series("none", Map.of(), Optional.empty());

    private final Names names;
    private final OptionalInt rank;
    private boolean ranked;

    /**
     * @param rank the rule's, for conditions that do not say it themselves
     */
    ConditionReader(Names names, OptionalInt rank) {
        this.names = names;
        this.rank = rank;
    }

    /** Whether what was read says by bands how bad it is. */
    boolean ranked() {
        return ranked;
    }

    /** The condition in a rule's {@code when}. */
    Optional<Condition> read(Section when) {
        Optional<Condition> condition = Kinds.only(when, "condition", KINDS)
                .flatMap(kind -> when.section(kind).map(details -> {
                    Condition read = condition(kind, details);
                    details.close();
                    return read;
                }));
        when.close();
        return condition;
    }

    private Condition condition(String kind, Section details) {
        return switch (kind) {
            case "health" -> health(details);
            case "ratio" ->
                new Condition.Ratio(
                        series(details, "part"), series(details, "of"), limit(details, Set.of(Unit.PERCENT)));
            case "rate" -> new Condition.Rate(series(details, "series"), limit(details, Set.of(Unit.PER_SECOND)));
            case "count" -> new Condition.Count(series(details, "series"), limit(details, Set.of(Unit.COUNT)));
            case "quantile" ->
                new Condition.Quantile(
                        series(details, "series"), statistic(details), limit(details, Set.of(Unit.SECONDS)));
            case "gauge" -> new Condition.Gauge(series(details, "series"), pick(details), limit(details, LEVELS));
            case "trend" ->
                new Condition.Trend(
                        series(details, "series"),
                        direction(details),
                        details.integer("samples", 3, Integer.MAX_VALUE),
                        details.duration("every"));
            case "absence" -> new Condition.Absence(series(details, "series"));
            case "composite" -> composite(details);
            default -> throw new IllegalStateException("condition kind " + kind + " is listed but not read");
        };
    }

    private Condition health(Section details) {
        List<Word> probes = details.texts("probes");
        probes.forEach(probe -> names.refer(Names.Kind.PROBE, probe));
        Optional<Limit> failures = details.optionalSection("failures").map(section -> {
            Limit limit = limit(section, Set.of(Unit.COUNT));
            section.close();
            return limit;
        });
        return new Condition.Health(probes.stream().map(Word::text).toList(), failures);
    }

    private Condition composite(Section details) {
        Optional<String> operator = Kinds.only(details, "composite", List.of("all", "any"));
        List<Word> rules = operator.map(details::texts).orElse(List.of());
        rules.forEach(rule -> names.refer(Names.Kind.RULE, rule));
        return new Condition.Composite(
                operator.filter("any"::equals).isPresent() ? Condition.Operator.ANY : Condition.Operator.ALL,
                rules.stream().map(Word::text).toList());
    }

    private Limit limit(Section section, Set<Unit> units) {
        ranked = section.has("bands");
        return LimitReader.limit(section, rank, units);
    }

    private static Series series(Section details, String key) {
        Word word = details.text(key);
        Optional<String> service = details.optionalText("service").map(Word::text);
        Optional<Series> series = Series.parse(word.text());
        if (series.isEmpty() && !word.text().isEmpty()) {
            details.report(
                    word.line(),
                    "'%s' is '%s'".formatted(key, word.text()),
                    "a series such as webhook.failures{provider=twilio}");
        }
        return series.orElse(NO_SERIES).of(service);
    }

    private static Condition.Statistic statistic(Section details) {
        return details.oneOf(
                details.text("take"),
                ConditionReader::statistic,
                new Condition.Statistic.Mean(),
                "mean, or a percentile such as p95");
    }

    private static Optional<Condition.Statistic> statistic(String word) {
        if (word.equals("mean")) {
            return Optional.of(new Condition.Statistic.Mean());
        }
        Matcher percentile = PERCENTILE.matcher(word);
        return percentile.matches() && Double.parseDouble(percentile.group(1)) > 0
                ? Optional.of(new Condition.Statistic.Percentile(Double.parseDouble(percentile.group(1))))
                : Optional.empty();
    }

    private static Condition.Pick pick(Section details) {
        return details.oneOf(
                details.optionalText("take").orElse(new Word("max", details.line())),
                word -> switch (word) {
                    case "max" -> Optional.of(Condition.Pick.MAX);
                    case "min" -> Optional.of(Condition.Pick.MIN);
                    case "sum" -> Optional.of(Condition.Pick.SUM);
                    default -> Optional.empty();
                },
                Condition.Pick.MAX,
                "max, min or sum");
    }

    private static Condition.Direction direction(Section details) {
        return details.oneOf(
                details.text("direction"),
                word -> switch (word) {
                    case "rising" -> Optional.of(Condition.Direction.RISING);
                    case "falling" -> Optional.of(Condition.Direction.FALLING);
                    default -> Optional.empty();
                },
                Condition.Direction.RISING,
                "rising or falling");
    }
}
