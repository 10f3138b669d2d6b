package io.carillon.kit.limit;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which limit each subject has: its own, else its kind's as an operator has set it, else the settings'. Thread-safe. */
final class Allowances {

    /** Limits of single subjects; an operator sets them by hand, and nobody does so a thousand times. */
    static final int MOST = 1_000;

    private final Map<LimitKind, Limit> defaults;
    private final Map<LimitKind, Limit> ofKinds = new ConcurrentHashMap<>();
    private final Map<Subject, Limit> ofSubjects = new ConcurrentHashMap<>();

    /** @param defaults for every kind */
    Allowances(Map<LimitKind, Limit> defaults) {
        this.defaults = Map.copyOf(defaults);
    }

    Limit of(Subject subject) {
        var own = ofSubjects.isEmpty() ? null : ofSubjects.get(subject);
        return own != null ? own : ofKind(subject.kind());
    }

    Limit ofKind(LimitKind kind) {
        var set = ofKinds.get(kind);
        return set != null ? set : Objects.requireNonNull(defaults.get(kind));
    }

    /**
     * @param name null for all of this kind that have no limit of their own
     * @param limit empty for what the settings say
     * @return whether there was room for it
     */
    boolean set(LimitKind kind, @Nullable String name, Optional<Limit> limit) {
        if (name == null) {
            limit.ifPresentOrElse(given -> ofKinds.put(kind, given), () -> ofKinds.remove(kind));
            return true;
        }
        var subject = new Subject(kind, name);
        if (limit.isEmpty()) {
            ofSubjects.remove(subject);
            return true;
        }
        if (ofSubjects.size() >= MOST && !ofSubjects.containsKey(subject)) {
            return false;
        }
        ofSubjects.put(subject, limit.get());
        return true;
    }

    Map<Subject, Limit> ofSubjects() {
        return Map.copyOf(ofSubjects);
    }
}
