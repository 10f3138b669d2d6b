package io.carillon.webhook.vapi;

import io.carillon.webhook.call.Deadline;
import io.carillon.webhook.call.RequestKey;
import io.carillon.webhook.directory.Clinic;
import org.jspecify.annotations.Nullable;

/**
 * On which call a tool is called.
 *
 * @param callId 1 to 128 characters; the tool call's own id where there is no call, as from Vapi's test page
 * @param step names the tool call within the call: the same again is the same wish
 * @param caller the number that Vapi was called from, E.164; null when it was withheld
 */
record ToolContext(
        String callId, String step, Clinic clinic, @Nullable String caller, Deadline deadline) {

    private static final int LONGEST_CALL_ID = 128;

    ToolContext {
        callId = callId.length() <= LONGEST_CALL_ID ? callId : callId.substring(0, LONGEST_CALL_ID);
    }

    /** The name of what this tool call wants done. @param part for tools that want several things done */
    RequestKey key(String part) {
        return RequestKey.of(callId, step, part);
    }
}
