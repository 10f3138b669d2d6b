package io.carillon.runbook.parse;

import io.carillon.runbook.pack.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of the file, read key by key. A value that is not what was asked for is reported and replaced by a harmless
 * one, so that reading goes on and finds the rest. {@link #close} reports the keys nobody asked for.
 */
final class Section {
    private final String what;
    private final int line;
    private final Findings findings;
    private final Values as;
    /** Whether the mapping itself could be read; what is missing from one that could not is no news. */
    private final boolean readable;

    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> keyLines = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    Section(Node node, String what, Findings findings) {
        this.what = what;
        this.findings = findings;
        this.as = new Values(findings);
        this.line = Values.lineOf(node);
        this.readable = node instanceof MappingNode;
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::take);
        } else {
            findings.report(line, "%s is %s".formatted(what, Values.kind(node)), "a mapping");
        }
    }

    private void take(NodeTuple tuple) {
        int at = Values.lineOf(tuple.getKeyNode());
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            findings.report(at, "a key of %s is %s".formatted(what, Values.kind(tuple.getKeyNode())), "text");
        } else if (values.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
            findings.report(at, "key '%s' stands twice in %s".formatted(key.getValue(), what), "each key once");
        } else {
            keyLines.put(key.getValue(), at);
        }
    }

    int line() {
        return line;
    }

    /** The line of a key, or of the section when it is not there. */
    int line(String key) {
        return keyLines.getOrDefault(key, line);
    }

    boolean has(String key) {
        asked.add(key);
        return values.containsKey(key);
    }

    /** Every key, for mappings whose keys are names and not words of ours. */
    List<Word> keys() {
        asked.addAll(values.keySet());
        return keyLines.entrySet().stream()
                .map(entry -> new Word(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Reports every key that was not asked for. */
    void close() {
        keyLines.forEach((key, at) -> {
            if (!asked.contains(key)) {
                findings.report(
                        at, "unknown key '%s' in %s".formatted(key, what), "one of " + String.join(", ", asked));
            }
        });
    }

    void report(int at, String reason, String expected) {
        findings.report(at, reason, expected);
    }

    /** A text that must be there; empty when it is not. */
    Word text(String key) {
        return required(key, "text").map(node -> as.text(key, node)).orElse(new Word("", line));
    }

    Optional<Word> optionalText(String key) {
        return optional(key).map(node -> as.text(key, node));
    }

    /** A text that may name settings, and must do so properly. */
    Optional<Setting> optionalSetting(String key) {
        return optionalText(key).map(word -> as.setting(key, word));
    }

    Setting setting(String key) {
        return as.setting(key, text(key));
    }

    Duration duration(String key) {
        return required(key, Values.DURATION)
                .map(node -> as.duration(key, node))
                .orElse(Duration.ZERO);
    }

    Duration durationOr(String key, Duration fallback) {
        return optional(key).map(node -> as.duration(key, node)).orElse(fallback);
    }

    /** A duration, or the word {@code immediate} for none. */
    Duration durationOrImmediate(String key) {
        String expected = Values.IMMEDIATE + ", or " + Values.DURATION;
        return required(key, expected)
                .map(node -> as.durationOrImmediate(key, node))
                .orElse(Duration.ZERO);
    }

    int integer(String key, int least, int most) {
        return required(key, Values.whole(least, most))
                .map(node -> as.integer(key, node, least, most))
                .orElse(least);
    }

    int integerOr(String key, int fallback, int least, int most) {
        return optional(key).map(node -> as.integer(key, node, least, most)).orElse(fallback);
    }

    /** A list of whole numbers, not empty. */
    List<Integer> integers(String key, int least, int most) {
        return nodes(key, true, "whole numbers").stream()
                .map(node -> as.integer(key, node, least, most))
                .toList();
    }

    boolean flagOr(String key, boolean fallback) {
        return optional(key).map(node -> as.flag(key, node, fallback)).orElse(fallback);
    }

    /** A scalar of whatever type as it is written: numbers with and without unit. */
    Optional<Word> raw(String key) {
        return optional(key).flatMap(node -> as.raw(key, node));
    }

    /**
     * One of our own words; the fallback when it is none.
     *
     * @param expected said when it is none of them
     */
    <E> E oneOf(Word word, Function<String, Optional<E>> vocabulary, E fallback, String expected) {
        Optional<E> known = vocabulary.apply(word.text());
        if (known.isEmpty() && !word.text().isEmpty()) {
            findings.report(word.line(), "unknown word '%s' in %s".formatted(word.text(), what), expected);
        }
        return known.orElse(fallback);
    }

    /** A list of texts that must be there and not be empty. */
    List<Word> texts(String key) {
        return nodes(key, true, "texts").stream()
                .map(node -> as.text(key, node))
                .toList();
    }

    List<Word> optionalTexts(String key) {
        return nodes(key, false, "texts").stream()
                .map(node -> as.text(key, node))
                .toList();
    }

    /** A mapping that must be there. */
    Optional<Section> section(String key) {
        return required(key, "a mapping").map(node -> new Section(node, "'" + key + "'", findings));
    }

    Optional<Section> optionalSection(String key) {
        return optional(key).map(node -> new Section(node, "'" + key + "'", findings));
    }

    /** A list of mappings that must be there and not be empty; each is read and then closed. */
    void sections(String key, String each, Consumer<Section> read) {
        readAll(nodes(key, true, "mappings"), each, read);
    }

    void optionalSections(String key, String each, Consumer<Section> read) {
        readAll(nodes(key, false, "mappings"), each, read);
    }

    private void readAll(List<Node> nodes, String each, Consumer<Section> read) {
        for (Node node : nodes) {
            Section section = new Section(node, each, findings);
            read.accept(section);
            section.close();
        }
    }

    private List<Node> nodes(String key, boolean needed, String of) {
        String expected = "a list of " + of;
        Optional<Node> found = needed ? required(key, expected) : optional(key);
        if (found.isEmpty()) {
            return List.of();
        }
        if (!(found.get() instanceof SequenceNode sequence)) {
            as.wrongType(key, found.get(), expected);
            return List.of();
        }
        if (needed && sequence.getValue().isEmpty()) {
            findings.report(Values.lineOf(sequence), "'%s' is empty".formatted(key), expected);
        }
        return new ArrayList<>(sequence.getValue());
    }

    private Optional<Node> required(String key, String expected) {
        Optional<Node> found = optional(key);
        if (found.isEmpty() && readable) {
            findings.report(line, "missing key '%s' in %s".formatted(key, what), expected);
        }
        return found;
    }

    private Optional<Node> optional(String key) {
        asked.add(key);
        return Optional.ofNullable(values.get(key));
    }
}
