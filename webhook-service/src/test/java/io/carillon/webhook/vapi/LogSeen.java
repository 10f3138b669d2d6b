package io.carillon.webhook.vapi;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/** What is logged between opening and closing. */
final class LogSeen extends Handler implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    static LogSeen open() {
        var log = new LogSeen();
        Logger.getLogger("").addHandler(log);
        return log;
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord logged) {
        var text = logged instanceof ExtLogRecord extended ? extended.getFormattedMessage() : logged.getMessage();
        lines.add(text + " " + logged.getThrown());
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }
}
