package io.carillon.webhook.calllog;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far a call is. Callbacks overtake one another: the further one counts, by the way that every call takes and, where
 * both are equally far, by Twilio's {@code SequenceNumber}.
 *
 * @param word the provider's; null where none was said
 * @param progress -1 for none, 0 queued to 4 ended
 * @param sequence as the provider numbers them; -1 where it does not
 */
record CallStatus(@Nullable String word, int progress, int sequence) {

    static final CallStatus NONE = new CallStatus(null, -1, -1);

    /** In the order in which a call goes through them; Twilio's words, Vapi's beside them. */
    private static final List<Set<String>> WAY = List.of(
            Set.of("queued", "scheduled"),
            Set.of("initiated"),
            Set.of("ringing"),
            Set.of("in-progress", "answered", "forwarding"),
            Set.of("completed", "busy", "failed", "no-answer", "canceled", "ended"));

    private static final int ENDED = WAY.size() - 1;

    /** @param said anything; what is no status of a call is none */
    static CallStatus of(@Nullable String said, int sequence) {
        if (said == null) {
            return NONE;
        }
        var word = said.toLowerCase(Locale.ROOT);
        for (int i = 0; i < WAY.size(); i++) {
            if (WAY.get(i).contains(word)) {
                return new CallStatus(word, i, sequence);
            }
        }
        return NONE;
    }

    boolean ended() {
        return progress == ENDED;
    }

    CallStatus further(CallStatus other) {
        return other.progress > progress || other.progress == progress && other.sequence > sequence ? other : this;
    }
}
