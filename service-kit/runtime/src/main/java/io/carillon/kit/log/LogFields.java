package io.carillon.kit.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Logger;

/**
 * Fields of a log line beside its message, in the order they are added: {@code LogFields.of("duration_ms",
 * 12).with("path", path).info("access", "request")}. Never payloads, secrets or telephone numbers.
 */
public final class LogFields {

    private final Map<String, Object> fields = new LinkedHashMap<>();

    private LogFields() {}

    public static LogFields of(String name, Object value) {
        return new LogFields().with(name, value);
    }

    public LogFields with(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    public void info(String category, String message) {
        log(Level.INFO, category, message);
    }

    public void warn(String category, String message) {
        log(Level.WARNING, category, message);
    }

    private void log(Level level, String category, String message) {
        var logger = Logger.getLogger(category);
        if (logger.isLoggable(level)) {
            var record =
                    new ExtLogRecord(level, message, ExtLogRecord.FormatStyle.NO_FORMAT, LogFields.class.getName());
            record.setLoggerName(category);
            record.setParameters(new Object[] {this});
            logger.log(record);
        }
    }

    /** The fields of {@code record}; none for a line that was logged by other means. */
    static Map<String, Object> of(ExtLogRecord record) {
        var parameters = record.getParameters();
        return parameters != null && parameters.length == 1 && parameters[0] instanceof LogFields given
                ? given.fields
                : Map.of();
    }
}
