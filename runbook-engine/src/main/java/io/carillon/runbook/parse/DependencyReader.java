package io.carillon.runbook.parse;

import io.carillon.runbook.pack.Dependencies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads who needs whom, and refuses circles: in a circle everything explains everything. */
final class DependencyReader {
    private final Names names;

    DependencyReader(Names names) {
        this.names = names;
    }

    Dependencies read(Section section) {
        Map<String, List<String>> edges = new LinkedHashMap<>();
        Dependencies graph = new Dependencies(edges);
        for (Word subject : section.keys()) {
            names.refer(Names.Kind.SUBJECT, subject);
            List<String> needs = new ArrayList<>();
            for (Word needed : section.texts(subject.text())) {
                names.refer(Names.Kind.SUBJECT, needed);
                if (needed.text().equals(subject.text()) || graph.explains(subject.text(), needed.text())) {
                    section.report(
                            needed.line(),
                            "dependencies run in a circle: '%s' already needs '%s'"
                                    .formatted(needed.text(), subject.text()),
                            "a graph without circles");
                } else {
                    needs.add(needed.text());
                    edges.put(subject.text(), List.copyOf(needs));
                    graph = new Dependencies(edges);
                }
            }
        }
        return graph;
    }
}
