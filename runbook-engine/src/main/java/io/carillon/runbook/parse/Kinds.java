package io.carillon.runbook.parse;

import java.util.List;
import java.util.Optional;

/** Mappings in which a kind is the key: {@code sql: {…}}, {@code count: {…}}. Exactly one must be there. */
final class Kinds {
    private Kinds() {}

    static Optional<String> only(Section section, String what, List<String> kinds) {
        List<String> found = kinds.stream().filter(section::has).toList();
        if (found.size() == 1) {
            return Optional.of(found.getFirst());
        }
        String expected = "exactly one of " + String.join(", ", kinds);
        if (found.isEmpty()) {
            section.report(section.line(), "%s has no kind".formatted(what), expected);
        } else {
            section.report(
                    section.line(found.get(1)),
                    "%s has several kinds: %s".formatted(what, String.join(", ", found)),
                    expected);
        }
        return Optional.empty();
    }
}
