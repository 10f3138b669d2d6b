package io.carillon.webhook.intake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The last answers that this replica gave, so that a repeat, which mostly comes at once and to the same replica, asks
 * nobody. Holds between so many and twice as many: when the younger half is full it becomes the older, and the older is
 * forgotten whole. Thread-safe.
 */
final class RecentAnswers {

    private final int half;
    private volatile Map<ReplayKey, Answer> younger = new ConcurrentHashMap<>();
    private volatile Map<ReplayKey, Answer> older = Map.of();

    /** @param half at least so many are kept, one or more */
    RecentAnswers(int half) {
        this.half = half;
    }

    @Nullable
    Answer find(ReplayKey key) {
        var answer = younger.get(key);
        return answer != null ? answer : older.get(key);
    }

    void keep(ReplayKey key, Answer answer) {
        var into = younger;
        into.put(key, answer);
        if (into.size() >= half) {
            turn(into);
        }
    }

    private synchronized void turn(Map<ReplayKey, Answer> full) {
        if (younger == full) {
            older = full;
            younger = new ConcurrentHashMap<>();
        }
    }
}
