package io.carillon.kit.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.logging.Level;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object a line (R-LOG-01..03): fields in a fixed order, no space after colons, numbers unquoted, and
 * {@code duration_ms} never last, so that the runbooks' grep and awk work on it unchanged.
 */
public final class JsonLineFormatter extends ExtFormatter {

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.").withZone(ZoneOffset.UTC);

    private final String service;

    /** Lines come many in a second, and a second's text is most of the work of a timestamp. */
    private volatile Second latest = new Second(0, SECOND.format(Instant.EPOCH));

    private record Second(long epoch, String text) {}

    public JsonLineFormatter(String service) {
        this.service = service;
    }

    @Override
    public String format(ExtLogRecord record) {
        var line = new StringBuilder(256).append('{');
        field(line, "timestamp", record.getInstant());
        field(line, "level", level(record.getLevel()));
        field(line, "service", service);
        field(line, "message", message(record));
        field(line, "request_id", record.getMdc("request_id"));
        LogFields.of(record).forEach((name, value) -> field(line, name, value));
        field(line, "clinic", record.getMdc("clinic"));
        field(line, "exception", stackTrace(record.getThrown()));
        field(line, "logger", record.getLoggerName());
        return line.append("}\n").toString();
    }

    private String message(ExtLogRecord record) {
        var message = LogFields.of(record).isEmpty() ? formatMessage(record) : record.getMessage();
        return message == null ? "" : message;
    }

    /** The runbooks' five words; JBoss' FATAL and java.util.logging's SEVERE are CRITICAL (R-LOG-03). */
    static String level(Level level) {
        int value = level.intValue();
        if (level == Level.SEVERE || value > Level.SEVERE.intValue()) {
            return "CRITICAL";
        }
        if (value >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (value >= Level.WARNING.intValue()) {
            return "WARN";
        }
        return value >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }

    private static @Nullable String stackTrace(@Nullable Throwable thrown) {
        if (thrown == null) {
            return null;
        }
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private void field(StringBuilder line, String name, @Nullable Object value) {
        if (value == null) {
            return;
        }
        if (line.length() > 1) {
            line.append(',');
        }
        line.append('"').append(name).append("\":");
        switch (value) {
            case Number number -> line.append(number);
            case Instant time -> timestamp(line, time);
            default -> quote(line, value.toString());
        }
    }

    private void timestamp(StringBuilder line, Instant time) {
        var second = latest;
        if (second.epoch() != time.getEpochSecond()) {
            second = new Second(time.getEpochSecond(), SECOND.format(time));
            latest = second;
        }
        int millis = time.getNano() / 1_000_000;
        line.append('"').append(second.text());
        line.append((char) ('0' + millis / 100)).append((char) ('0' + millis / 10 % 10));
        line.append((char) ('0' + millis % 10)).append("Z\"");
    }

    /** Escapes every control character, so that nothing logged can begin a line of its own. */
    private static void quote(StringBuilder line, String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (c < 0x20 || c == 0x7f || c == '\u0085' || c == '\u2028' || c == '\u2029') {
                        line.append("\\u%04x".formatted((int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        line.append('"');
    }
}
