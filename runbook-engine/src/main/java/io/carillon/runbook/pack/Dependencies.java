package io.carillon.runbook.pack;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who needs whom: what is down explains what needs it (R-ALRT-57).
 *
 * @param edges subject to the subjects it needs; without cycles
 */
public record Dependencies(Map<String, List<String>> edges) {
    public Dependencies {
        Map<String, List<String>> copy = new TreeMap<>();
        edges.forEach((subject, needs) -> copy.put(subject, List.copyOf(needs)));
        edges = Pack.inOrder(copy);
    }

    /** Whether the effect needs the cause, directly or through others. Nothing explains itself. */
    public boolean explains(String cause, String effect) {
        return causesOf(effect).contains(cause);
    }

    /**
     * Whether an open condition explains another. Only what is down is a cause; a subject that is down explains
     * anything about what needs it.
     */
    public boolean explains(ConditionKey cause, ConditionKey effect) {
        return cause.kind().equals(ConditionKey.DOWN) && explains(cause.subject(), effect.subject());
    }

    /** Everything a subject needs, nearest first. */
    public List<String> causesOf(String subject) {
        return reachable(subject, node -> edges.getOrDefault(node, List.of()));
    }

    /** Everything that needs a subject, nearest first. */
    public List<String> effectsOf(String subject) {
        return reachable(
                subject,
                node -> edges.entrySet().stream()
                        .filter(edge -> edge.getValue().contains(node))
                        .map(Map.Entry::getKey)
                        .toList());
    }

    /** One step along the edges. */
    private interface Neighbours {
        Collection<String> of(String node);
    }

    private static List<String> reachable(String from, Neighbours neighbours) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            for (String next : neighbours.of(open.removeFirst())) {
                if (!next.equals(from) && seen.add(next)) {
                    open.addLast(next);
                }
            }
        }
        return List.copyOf(seen);
    }
}
