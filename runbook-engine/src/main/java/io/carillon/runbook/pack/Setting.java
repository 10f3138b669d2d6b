package io.carillon.runbook.pack;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value that names settings instead of holding them: {@code ${TWILIO_API_URL}/2010-04-01}, {@code ${REGION:eu}}, or
 * a literal. Packs are shown, diffed and logged; secrets and addresses therefore stay outside them.
 *
 * @param template as written; {@code ${NAME}} must be set, {@code ${NAME:default}} need not be
 */
public record Setting(String template) {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::([^}]*))?}");

    /** What became of a template in an environment. */
    public sealed interface Resolution {}

    /** Every name was set or had a default; may be empty text. */
    public record Resolved(String value) implements Resolution {}

    /** These names are not set and have no default. */
    public record Missing(Set<String> names) implements Resolution {
        public Missing {
            names = Set.copyOf(names);
        }
    }

    /**
     * Puts the environment's values in.
     *
     * @param environment name to value, null when it is not set
     */
    public Resolution resolve(Function<String, @Nullable String> environment) {
        Set<String> missing = new LinkedHashSet<>();
        StringBuilder value = new StringBuilder();
        Matcher reference = REFERENCE.matcher(template);
        while (reference.find()) {
            String name = reference.group(1);
            String found = environment.apply(name);
            String fallback = reference.group(2);
            if (found == null && fallback == null) {
                missing.add(name);
            }
            reference.appendReplacement(
                    value, Matcher.quoteReplacement(found != null ? found : fallback != null ? fallback : ""));
        }
        reference.appendTail(value);
        return missing.isEmpty() ? new Resolved(value.toString()) : new Missing(missing);
    }

    /** The settings it names. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        REFERENCE.matcher(template).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    /** Whether every {@code ${} of the template is closed and names a setting in capitals. */
    public boolean wellFormed() {
        return !REFERENCE.matcher(template).replaceAll("").contains("${");
    }

    @Override
    public String toString() {
        return template;
    }
}
