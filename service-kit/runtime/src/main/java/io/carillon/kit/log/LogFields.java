package io.carillon.kit.log;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Logger;

/**
 * Fields of a log line beside its message, in the order they are added: {@code LogFields.of("duration_ms",
 * 12).with("path", path).info("access", "request")}. Never payloads, secrets or telephone numbers.
 */
public final class LogFields {

    private static final LogFields NONE = new LogFields();

    /** Few, and only ever gone through in order: names and values as records cost less than a map of them. */
    private final List<Field> fields = new ArrayList<>(4);

    private record Field(String name, Object value) {}

    private LogFields() {}

    public static LogFields of(String name, Object value) {
        return new LogFields().with(name, value);
    }

    public LogFields with(String name, Object value) {
        fields.add(new Field(name, value));
        return this;
    }

    public void info(String category, String message) {
        log(Level.INFO, category, message);
    }

    /** As {@link #info(String, String)}, for one who logs often and keeps the category's logger. */
    public void info(Logger logger, String message) {
        log(Level.INFO, logger, message);
    }

    public void warn(String category, String message) {
        log(Level.WARNING, category, message);
    }

    private void log(Level level, String category, String message) {
        log(level, Logger.getLogger(category), message);
    }

    private void log(Level level, Logger logger, String message) {
        if (logger.isLoggable(level)) {
            var record =
                    new ExtLogRecord(level, message, ExtLogRecord.FormatStyle.NO_FORMAT, LogFields.class.getName());
            record.setLoggerName(logger.getName());
            record.setParameters(new Object[] {this});
            logger.log(record);
        }
    }

    /** The fields of {@code record}; none for a line that was logged by other means. */
    static LogFields of(ExtLogRecord record) {
        var parameters = record.getParameters();
        return parameters != null && parameters.length == 1 && parameters[0] instanceof LogFields given ? given : NONE;
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    void forEach(BiConsumer<String, Object> each) {
        for (var field : fields) {
            each.accept(field.name(), field.value());
        }
    }
}
