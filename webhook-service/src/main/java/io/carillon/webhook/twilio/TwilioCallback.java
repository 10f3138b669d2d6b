package io.carillon.webhook.twilio;

import io.carillon.events.CallEvent.Parameter;
import io.carillon.webhook.call.Deadline;
import io.carillon.webhook.directory.Clinic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A callback that Twilio has signed.
 *
 * @param parameters the form's fields, or a GET's query
 * @param query the URL's own parameters
 * @param clinic whose number was called
 * @param deadline when an answer is of no use any more
 */
record TwilioCallback(List<Parameter> parameters, List<Parameter> query, Clinic clinic, Deadline deadline) {

    @Nullable
    String first(String name) {
        return first(parameters, name);
    }

    static @Nullable String first(List<Parameter> parameters, String name) {
        for (var parameter : parameters) {
            if (parameter.name().equals(name)) {
                return parameter.value();
            }
        }
        return null;
    }
}
