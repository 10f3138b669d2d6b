package io.carillon.runbook.escalation;

import io.carillon.runbook.pack.EscalationStep.StopsAt;
import java.time.Instant;
import java.util.Optional;

/** How far an incident has come. */
public record Progress(Instant openedAt, Optional<Instant> acknowledgedAt, Optional<Instant> resolvedAt) {

    public static Progress opened(Instant at) {
        return new Progress(at, Optional.empty(), Optional.empty());
    }

    public Progress acknowledged(Instant at) {
        return new Progress(openedAt, Optional.of(at), resolvedAt);
    }

    public Progress resolved(Instant at) {
        return new Progress(openedAt, acknowledgedAt, Optional.of(at));
    }

    /**
     * Whether a step of this kind that is due then is still to be taken. An acknowledgement at the very instant comes in
     * time.
     */
    public boolean needs(StopsAt until, Instant dueAt) {
        return switch (until) {
            case ACKNOWLEDGED -> before(dueAt, acknowledgedAt) && before(dueAt, resolvedAt);
            case RESOLVED -> before(dueAt, resolvedAt);
        };
    }

    private static boolean before(Instant dueAt, Optional<Instant> end) {
        return end.map(dueAt::isBefore).orElse(true);
    }
}
