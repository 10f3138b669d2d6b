package io.carillon.bench;

import java.util.List;
import java.util.Locale;

/**
 * A figure that an issue asks for, and whether it was reached.
 *
 * @param wanted in words
 * @param found in words
 */
public record Target(String what, String wanted, String found, boolean met) {

    /** Whether the median is {@code limit} or more. */
    public static Target atLeast(String what, double limit, Spread found) {
        return new Target(what, "≥ " + shown(limit), found.shown(2), found.median() >= limit);
    }

    /** Whether the median is {@code limit} or less. */
    public static Target atMost(String what, double limit, Spread found) {
        return new Target(what, "≤ " + shown(limit), found.shown(2), found.median() <= limit);
    }

    public static String shown(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    public static String table(List<Target> targets) {
        var table = new MarkdownTable("Target", "wanted", "found", "met");
        targets.forEach(
                target -> table.row(target.what(), target.wanted(), target.found(), target.met() ? "yes" : "no"));
        return table.toString();
    }
}
