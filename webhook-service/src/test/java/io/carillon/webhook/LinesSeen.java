package io.carillon.webhook;

import io.carillon.kit.log.JsonLineFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Logger;

/** What is logged while it is open, as the lines that the service would print. */
public final class LinesSeen implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final ExtHandler handler = new ExtHandler() {
        private final JsonLineFormatter formatter = new JsonLineFormatter("webhook-service");

        @Override
        protected void doPublish(ExtLogRecord line) {
            lines.add(formatter.format(line));
        }
    };

    private LinesSeen() {
        Logger.getLogger("").addHandler(handler);
    }

    public static LinesSeen from() {
        return new LinesSeen();
    }

    public List<String> containing(String text) {
        return lines.stream().filter(line -> line.contains(text)).toList();
    }

    public List<String> all() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(handler);
    }
}
