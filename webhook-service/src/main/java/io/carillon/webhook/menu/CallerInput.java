package io.carillon.webhook.menu;

import io.carillon.events.CallEvent.Parameter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One answer of a caller.
 *
 * @param query of the URL that it came to
 * @param digits the keys pressed; null for none
 * @param speech what was understood; null for nothing
 * @param callId Twilio's
 * @param phone the caller's number as Twilio gave it; null when it gave none
 */
public record CallerInput(
        List<Parameter> query,
        @Nullable String digits,
        @Nullable String speech,
        String callId,
        @Nullable String phone) {

    public CallerInput {
        query = List.copyOf(query);
    }

    /** Keys go before words. */
    boolean isSpoken() {
        return (digits == null || digits.isBlank()) && !words().isBlank();
    }

    String words() {
        return Objects.requireNonNullElse(speech, "");
    }
}
