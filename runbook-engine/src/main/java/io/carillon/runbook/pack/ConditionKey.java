package io.carillon.runbook.pack;

import java.util.Optional;

/**
 * What an incident is about. One condition has at most one open incident, whatever number of rules see it.
 *
 * @param kind in a word, for example {@code down}
 * @param subject for example {@code postgres}; may itself contain colons
 */
public record ConditionKey(String kind, String subject) {
    /** The kind of a failing probe, the only kind that can be the cause of others. */
    public static final String DOWN = "down";

    /** Reads {@code down:postgres}; empty when either half is missing. */
    public static Optional<ConditionKey> parse(String text) {
        int colon = text.indexOf(':');
        return colon < 1 || colon == text.length() - 1
                ? Optional.empty()
                : Optional.of(new ConditionKey(text.substring(0, colon), text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return kind + ":" + subject;
    }
}
