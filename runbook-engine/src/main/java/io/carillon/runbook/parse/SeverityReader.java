package io.carillon.runbook.parse;

import io.carillon.runbook.pack.Band;
import io.carillon.runbook.pack.Band.Bound;
import io.carillon.runbook.pack.FactKind;
import io.carillon.runbook.pack.Predicate;
import io.carillon.runbook.pack.Severity;
import io.carillon.runbook.pack.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Reads the severity table: one entry for each rank. */
final class SeverityReader {
    private static final Band TRUE = new Band(Optional.of(new Bound(1, true)), Optional.empty(), Rank.MILDEST);

    private SeverityReader() {}

    static List<Severity> readAll(Section root) {
        List<Severity> severities = new ArrayList<>();
        root.sections("severities", "severity", section -> {
            Severity severity = read(section);
            if (severities.stream().anyMatch(other -> other.rank() == severity.rank())) {
                root.report(section.line(), "rank %d stands twice".formatted(severity.rank()), "each rank once");
            } else {
                severities.add(severity);
            }
        });
        IntStream.rangeClosed(Rank.WORST, Rank.MILDEST)
                .filter(rank -> severities.stream().noneMatch(severity -> severity.rank() == rank))
                .filter(_ -> root.has("severities"))
                .forEach(rank -> root.report(
                        root.line("severities"), "no severity for rank " + rank, "one for each rank from 0 to 3"));
        severities.sort(Comparator.comparingInt(Severity::rank));
        return severities;
    }

    private static Severity read(Section section) {
        int rank = section.integer("rank", Rank.WORST, Rank.MILDEST);
        String label = section.text("label").text();
        String title = section.optionalText("title").map(Word::text).orElse(label);
        List<Predicate> examples = new ArrayList<>();
        Severity severity = new Severity(rank, label, title, section.durationOrImmediate("respondWithin"), List.of());
        section.optionalSections("examples", "example", example -> examples.add(predicate(example)));
        return new Severity(rank, label, title, severity.respondWithin(), examples);
    }

    private static Predicate predicate(Section example) {
        Map<FactKind, Band> facts = new EnumMap<>(FactKind.class);
        for (Word word : example.keys()) {
            Optional<FactKind> kind = FactKind.of(word.text());
            if (kind.isEmpty()) {
                example.report(
                        word.line(),
                        "unknown fact '%s'".formatted(word.text()),
                        "one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(FactKind.values())
                                                .map(FactKind::word)
                                                .toList()));
            } else {
                facts.put(kind.get(), band(example, word, kind.get()));
            }
        }
        return new Predicate(facts);
    }

    private static Band band(Section example, Word word, FactKind kind) {
        if (kind.unit() == Unit.FLAG) {
            if (!example.flagOr(word.text(), true)) {
                example.report(word.line(), "'%s' is false".formatted(word.text()), "true, or no such fact");
            }
            return TRUE;
        }
        return example.section(word.text())
                .map(section -> {
                    Band band = LimitReader.single(section, Set.of(kind.unit()))
                            .bands()
                            .getFirst();
                    section.close();
                    return band;
                })
                .orElse(TRUE);
    }
}
