package io.carillon.runbook.parse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one file, so that its author sees everything at once. */
final class Findings {
    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    Findings(String file) {
        this.file = file;
    }

    void report(int line, String reason, String expected) {
        problems.add(new Problem(file, line, reason, expected));
    }

    boolean none() {
        return problems.isEmpty();
    }

    /** In the order of their lines; a file is read top to bottom. */
    List<Problem> sorted() {
        return problems.stream()
                .sorted(Comparator.comparingInt(Problem::line))
                .distinct()
                .toList();
    }
}
