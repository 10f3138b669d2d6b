package io.carillon.runbook.pack;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which metrics a rule adds up: a name and labels that must be equal; other labels may be anything.
 *
 * @param name for example {@code webhook.failures}
 * @param labels in the order of their names
 * @param service whose windows carry it; empty when any may. Named, a silent service is missing data even while
 *     others report
 */
public record Series(String name, Map<String, String> labels, Optional<String> service) {
    private static final Pattern WRITTEN = Pattern.compile("([a-z][a-zA-Z0-9_.-]*)(?:\\{([^{}]*)})?");
    private static final Pattern LABEL = Pattern.compile("\\s*([a-z][a-zA-Z0-9_]*)=([^,={}\\s]+)\\s*");

    public Series {
        labels = Pack.inOrder(new TreeMap<>(labels));
    }

    /** Reads {@code webhook.failures{provider=twilio,reason=late}}; empty when it is no such text. */
    public static Optional<Series> parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            return Optional.empty();
        }
        Map<String, String> labels = new TreeMap<>();
        String list = written.group(2);
        if (list != null) {
            for (String each : list.split(",", -1)) {
                Matcher label = LABEL.matcher(each);
                if (!label.matches() || labels.put(label.group(1), label.group(2)) != null) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new Series(written.group(1), labels, Optional.empty()));
    }

    /** The same series, looked for only in one service's windows. */
    public Series of(Optional<String> onlyService) {
        return new Series(name, labels, onlyService);
    }

    /** Whether a window of this service is a sample of the series, be it of zero. */
    public boolean isFrom(String reporter) {
        return service.isEmpty() || service.get().equals(reporter);
    }

    /** Whether a metric of a service's window belongs to the series. */
    public boolean matches(String reporter, String metric, Map<String, String> metricLabels) {
        return isFrom(reporter)
                && name.equals(metric)
                && metricLabels.entrySet().containsAll(labels.entrySet());
    }

    /** As it is written, labels sorted, without the service. */
    @Override
    public String toString() {
        if (labels.isEmpty()) {
            return name;
        }
        StringBuilder text = new StringBuilder(name).append('{');
        labels.forEach(
                (label, value) -> text.append(label).append('=').append(value).append(','));
        text.setCharAt(text.length() - 1, '}');
        return text.toString();
    }
}
