package io.carillon.webhook.sms;

import io.carillon.events.CallEvent.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a callback. */
record Fields(List<Parameter> parameters) {

    /** Twilio's ids have 34 characters. */
    static final int LONGEST_SID = 64;

    /** Digits of Twilio's error codes; there are none with more than five. */
    private static final String CODE = "\\d{1,6}";

    @Nullable
    String first(String name) {
        for (var parameter : parameters) {
            if (parameter.name().equals(name)) {
                return parameter.value();
            }
        }
        return null;
    }

    /** 0 where there is none or it is no code. */
    int number(String name) {
        var text = first(name);
        return text != null && text.matches(CODE) ? Integer.parseInt(text) : 0;
    }
}
