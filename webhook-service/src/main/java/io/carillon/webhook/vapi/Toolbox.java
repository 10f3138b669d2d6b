package io.carillon.webhook.vapi;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** All tools by name. Every outcome is a line for the assistant, also of what should not have happened. */
@ApplicationScoped
class Toolbox {

    private static final Logger LOG = Logger.getLogger(Toolbox.class);

    private final TreeMap<String, Tool> tools = new TreeMap<>();
    private final Clock clock;

    Toolbox(@All List<Tool> tools, Clock clock) {
        tools.forEach(tool -> this.tools.put(tool.name(), tool));
        this.clock = clock;
    }

    /** The name as the label of a metric: an assistant can call anything by any name. */
    String label(String name) {
        return tools.containsKey(name) ? name : "unknown";
    }

    /** Blocks: call it on a virtual thread. */
    ToolResult call(ToolCall call, ToolContext on) {
        var tool = tools.get(call.name());
        if (tool == null) {
            return ToolResult.failed(
                    "UNKNOWN_TOOL", "there is no such tool; expected " + String.join(", ", tools.keySet()));
        }
        try {
            return tool.call(new ToolArguments(call.arguments(), on.clinic().zone(), clock.instant()), on);
        } catch (InvalidArgumentException e) {
            return ToolResult.failed("INVALID_ARGUMENT", e.text());
        } catch (RuntimeException e) {
            LOG.errorf(e, "exception in a tool of Vapi: %s", tool.name());
            return ToolResult.failed("INTERNAL", "this did not work; nothing is promised");
        }
    }
}
