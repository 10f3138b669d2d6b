package io.carillon.webhook.sms;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who was told lately that nobody reads texts. Another machine that answers by itself would answer that too, and so on at
 * the clinic's expense. Of one replica, and bounded: the eldest are forgotten.
 */
final class RecentAnswers {

    private final Duration silence;
    private final Map<String, Instant> answered;

    /**
     * @param silence how long the same sender is not told again
     * @param most senders that are remembered
     */
    RecentAnswers(Duration silence, int most) {
        this.silence = silence;
        this.answered = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
                return size() > most;
            }
        };
    }

    /** Whether {@code sender} is to be told now. */
    synchronized boolean due(String sender, Instant now) {
        var last = answered.get(sender);
        if (last != null && now.isBefore(last.plus(silence))) {
            return false;
        }
        answered.remove(sender);
        answered.put(sender, now);
        return true;
    }
}
