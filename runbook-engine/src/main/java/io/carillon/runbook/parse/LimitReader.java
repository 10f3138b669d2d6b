package io.carillon.runbook.parse;

import io.carillon.runbook.pack.Band;
import io.carillon.runbook.pack.Band.Bound;
import io.carillon.runbook.pack.Limit;
import io.carillon.runbook.pack.Quantity;
import io.carillon.runbook.pack.Unit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads limits: {@code above}, {@code atLeast}, {@code below}, {@code atMost}, or {@code bands} of them. */
final class LimitReader {
    private static final String BOUNDS = "above, atLeast, below, atMost";
    /** Stands in for a limit that could not be read, so that reading goes on. */
    private static final Limit NONE = new Limit(List.of(new Band(Optional.empty(), Optional.empty(), 3)), Unit.COUNT);

    /** Units seen in one limit; they must be one. */
    private final Set<Unit> seen = EnumSet.noneOf(Unit.class);

    private final Set<Unit> allowed;

    private LimitReader(Set<Unit> allowed) {
        this.allowed = allowed;
    }

    /**
     * The limit of a rule.
     *
     * @param rank of the rule, for a limit without bands
     * @param allowed the units that make sense for what is limited
     */
    static Limit limit(Section section, OptionalInt rank, Set<Unit> allowed) {
        LimitReader reader = new LimitReader(allowed);
        List<Band> bands =
                section.has("bands") ? reader.bands(section) : List.of(reader.band(section, rank.orElse(Rank.MILDEST)));
        return reader.of(section, bands);
    }

    /** A limit of one band without a rank of its own, as facts and targets have it. */
    static Limit single(Section section, Set<Unit> allowed) {
        LimitReader reader = new LimitReader(allowed);
        return reader.of(section, List.of(reader.band(section, Rank.MILDEST)));
    }

    private Limit of(Section section, List<Band> bands) {
        if (seen.size() > 1) {
            section.report(section.line(), "a limit mixes the units " + seen, "one unit");
        }
        return seen.isEmpty() ? NONE : new Limit(bands, seen.iterator().next());
    }

    private List<Band> bands(Section section) {
        List<Band> bands = new ArrayList<>();
        section.sections("bands", "band", each -> {
            Band band = band(each, each.integer("rank", Rank.WORST, Rank.MILDEST));
            if (!bands.isEmpty()) {
                checkTouching(each, bands.getLast(), band);
            }
            bands.add(band);
        });
        return bands;
    }

    private static void checkTouching(Section section, Band before, Band band) {
        String expected = "bands that touch: the first with 'below: x' and the next with 'atLeast: x',"
                + " or 'atMost: x' and 'above: x'";
        if (before.upper().isEmpty() || band.lower().isEmpty()) {
            section.report(section.line(), "bands overlap", expected);
            return;
        }
        Bound end = before.upper().get();
        Bound start = band.lower().get();
        int order = Double.compare(end.value(), start.value());
        if (order < 0 || (order == 0 && !end.inclusive() && !start.inclusive())) {
            section.report(section.line(), "there is a gap between two bands", expected);
        } else if (order > 0 || (end.inclusive() && start.inclusive())) {
            section.report(section.line(), "bands overlap", expected);
        }
    }

    private Band band(Section section, int rank) {
        Optional<Bound> lower = bound(section, "above", false).or(() -> bound(section, "atLeast", true));
        Optional<Bound> upper = bound(section, "below", false).or(() -> bound(section, "atMost", true));
        if (section.has("above") && section.has("atLeast")) {
            section.report(section.line("atLeast"), "a band has two lower ends", "either above or atLeast");
        }
        if (section.has("below") && section.has("atMost")) {
            section.report(section.line("atMost"), "a band has two upper ends", "either below or atMost");
        }
        if (!section.has("above") && !section.has("atLeast") && !section.has("below") && !section.has("atMost")) {
            section.report(section.line(), "there is no limit", "one of " + BOUNDS);
        }
        if (lower.isPresent()
                && upper.isPresent()
                && lower.get().value() >= upper.get().value()) {
            boolean point = lower.get().value() == upper.get().value()
                    && lower.get().inclusive()
                    && upper.get().inclusive();
            if (!point) {
                section.report(section.line(), "a band contains nothing", "its lower end below its upper end");
            }
        }
        return new Band(lower, upper, rank);
    }

    private Optional<Bound> bound(Section section, String key, boolean inclusive) {
        return section.raw(key).flatMap(word -> {
            Optional<Quantity> quantity = Quantity.parse(word.text());
            if (quantity.isEmpty() || !allowed.contains(quantity.get().unit())) {
                section.report(word.line(), "'%s' is '%s'".formatted(key, word.text()), examples());
                return Optional.empty();
            }
            if (quantity.get().unit() == Unit.PERCENT
                    && (quantity.get().value() < 0 || quantity.get().value() > 100)) {
                section.report(word.line(), "'%s' is '%s'".formatted(key, word.text()), "0% to 100%");
            }
            seen.add(quantity.get().unit());
            return Optional.of(new Bound(quantity.get().value(), inclusive));
        });
    }

    private String examples() {
        return String.join(
                " or ",
                allowed.stream()
                        .map(unit -> switch (unit) {
                            case COUNT -> "a number such as 10";
                            case PERCENT -> "a percentage such as 5%";
                            case SECONDS -> "a time such as 500ms or 2s";
                            case BYTES -> "a size such as 512MB";
                            case PER_SECOND -> "a speed such as 100/s or 20/m";
                            case FLAG -> "true";
                        })
                        .toList());
    }
}
