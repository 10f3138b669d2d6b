package io.carillon.runbook.parse;

import io.carillon.runbook.pack.Durations;
import io.carillon.runbook.pack.Quantity;
import io.carillon.runbook.pack.Setting;
import io.carillon.runbook.pack.Unit;
import java.time.Duration;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Turns single values of the file into ours. What cannot be turned is reported and replaced by a harmless value. */
final class Values {
    static final String DURATION = "a duration of more than zero, such as 500ms, 30s, 2m, 1h30m or 7d";
    static final String IMMEDIATE = "immediate";

    private final Findings findings;

    Values(Findings findings) {
        this.findings = findings;
    }

    Word text(String key, Node node) {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
            if (!scalar.getValue().isBlank()) {
                return new Word(scalar.getValue(), lineOf(node));
            }
            findings.report(lineOf(node), "'%s' is empty".formatted(key), "text");
        } else {
            wrongType(key, node, "text");
        }
        return new Word("", lineOf(node));
    }

    Setting setting(String key, Word word) {
        Setting setting = new Setting(word.text());
        if (!setting.wellFormed()) {
            findings.report(
                    word.line(),
                    "'%s' names a setting badly: '%s'".formatted(key, word.text()),
                    "${NAME} or ${NAME:default}, the name in capitals");
        }
        return setting;
    }

    Duration duration(String key, Node node) {
        if (node instanceof ScalarNode scalar) {
            Optional<Duration> read = Durations.parse(scalar.getValue());
            if (read.isPresent() && read.get().isPositive()) {
                return read.get();
            }
            findings.report(lineOf(node), "'%s' is '%s'".formatted(key, scalar.getValue()), DURATION);
        } else {
            wrongType(key, node, DURATION);
        }
        return Duration.ZERO;
    }

    Duration durationOrImmediate(String key, Node node) {
        return node instanceof ScalarNode scalar && scalar.getValue().equals(IMMEDIATE)
                ? Duration.ZERO
                : duration(key, node);
    }

    int integer(String key, Node node, int least, int most) {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.INT)) {
            Optional<Integer> read = parse(scalar.getValue());
            if (read.isPresent() && read.get() >= least && read.get() <= most) {
                return read.get();
            }
            findings.report(lineOf(node), "'%s' is %s".formatted(key, scalar.getValue()), whole(least, most));
        } else {
            wrongType(key, node, whole(least, most));
        }
        return least;
    }

    private static Optional<Integer> parse(String digits) {
        try {
            return Optional.of(Integer.parseInt(digits));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    boolean flag(String key, Node node, boolean fallback) {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
            return scalar.getValue().equals("true");
        }
        wrongType(key, node, "true or false");
        return fallback;
    }

    /** A scalar as it is written, of whatever type it is; but a number in quotes is a text. */
    Optional<Word> raw(String key, Node node) {
        if (node instanceof ScalarNode scalar && !isQuotedNumber(scalar)) {
            return Optional.of(new Word(scalar.getValue(), lineOf(node)));
        }
        wrongType(key, node, "a number with its unit");
        return Optional.empty();
    }

    private static boolean isQuotedNumber(ScalarNode scalar) {
        return scalar.getTag().equals(Tag.STR)
                && Quantity.parse(scalar.getValue())
                        .filter(quantity -> quantity.unit() == Unit.COUNT)
                        .isPresent();
    }

    void wrongType(String key, Node node, String expected) {
        findings.report(lineOf(node), "'%s' is %s".formatted(key, kind(node)), expected);
    }

    static String whole(int least, int most) {
        return most == Integer.MAX_VALUE
                ? "a whole number of %d or more".formatted(least)
                : "a whole number from %d to %d".formatted(least, most);
    }

    static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    static String kind(Node node) {
        return switch (node) {
            case MappingNode _ -> "a mapping";
            case SequenceNode _ -> "a list";
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "empty";
            case ScalarNode scalar when scalar.getTag().equals(Tag.STR) -> "the text '%s'".formatted(scalar.getValue());
            default -> "'%s'".formatted(node instanceof ScalarNode scalar ? scalar.getValue() : node.getTag());
        };
    }
}
