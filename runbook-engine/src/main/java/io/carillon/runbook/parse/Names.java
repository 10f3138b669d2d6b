package io.carillon.runbook.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is defined in a file and what is referred to. References are checked when everything has been read, so a pack
 * may be written in any order.
 */
final class Names {
    /** What can carry a name. */
    enum Kind {
        PROBE,
        RULE,
        DIAGNOSIS,
        CONTACT,
        TEAM,
        SCHEDULE,
        POLICY,
        TARGET,
        TIER,
        /** What a condition is about: a probe, or what a rule says with {@code condition}. */
        SUBJECT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Reference(Kind kind, Word word) {}

    private final Findings findings;
    private final Map<Kind, Map<String, Integer>> lines = new HashMap<>();
    private final List<Reference> references = new ArrayList<>();

    Names(Findings findings) {
        this.findings = findings;
    }

    /** An id that must be its kind's only one of that name. Empty text was already reported. */
    void define(Kind kind, Word word) {
        Integer first = defined(kind).putIfAbsent(word.text(), word.line());
        if (first != null && !word.text().isEmpty()) {
            findings.report(
                    word.line(),
                    "%s '%s' is defined twice, first on line %d".formatted(kind.word(), word.text(), first),
                    "another id");
        }
    }

    /** A subject; several rules may be about the same one. */
    void mention(Word subject) {
        defined(Kind.SUBJECT).putIfAbsent(subject.text(), subject.line());
    }

    void refer(Kind kind, Word word) {
        if (!word.text().isEmpty()) {
            references.add(new Reference(kind, word));
        }
    }

    /** The line on which it is defined; 0 when it is not. */
    int lineOf(Kind kind, String id) {
        return defined(kind).getOrDefault(id, 0);
    }

    void reportDangling() {
        for (Reference reference : references) {
            Map<String, Integer> known = defined(reference.kind());
            if (!known.containsKey(reference.word().text())) {
                findings.report(
                        reference.word().line(),
                        "unknown %s '%s'"
                                .formatted(
                                        reference.kind().word(),
                                        reference.word().text()),
                        known.isEmpty()
                                ? "one that is defined, and the pack defines none"
                                : "one of "
                                        + String.join(
                                                ", ",
                                                known.keySet().stream().sorted().toList()));
            }
        }
    }

    private Map<String, Integer> defined(Kind kind) {
        return lines.computeIfAbsent(kind, _ -> new HashMap<>());
    }
}
